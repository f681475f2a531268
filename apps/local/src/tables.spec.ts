import { describe, expect, it } from 'vitest';
import { confusionTable, scoresTable, table } from './tables.js';

const test = {
  ...{ clips: 5, accuracy: 0.8, uar: 0.75, macroF1: 0.78, ece: 0, brier: 0, perClass: [] },
  confusion: [
    [3, 0],
    [1, 1],
  ],
};

describe('tables', () => {
  it('aligns columns', () => {
    expect(
      table([
        ['a', 'bb'],
        ['long', 'c'],
      ]),
    ).toBe('  a     bb\n  long   c');
  });

  it('shows true labels as rows and predicted labels as columns', () => {
    expect(confusionTable({ labels: ['calm', 'angry'], test }).split('\n')).toEqual([
      '  true \\ predicted  calm  angry',
      '  calm                 3      0',
      '  angry                1      1',
    ]);
  });

  it('shows the second choice and removes terminal control characters from names', () => {
    const score = {
      ...{ clip: 0, name: 'a\u001b[2J.wav', label: 'sad', probability: 0.6, durationSeconds: 1 },
      ...{
        probabilities: { calm: 0.3, sad: 0.6, angry: 0.1 },
        modelId: 'm',
        modelVersion: 'v',
        engine: 'cpu',
      },
    };
    const text = scoresTable([score], null);
    expect(text).toContain('a?[2J.wav    sad        0.600  calm        0.300');
  });
});
