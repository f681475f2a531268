import { describe, expect, it } from 'vitest';
import { RECIPES } from '#libs/contracts';
import { readOptions } from './options.js';
import { planOf } from './plan.js';

const CLIPS = 40;
/** The parts of a corpus that a plan reads. It reads no features. */
const data = {
  corpus: 'folder',
  utterances: Array.from({ length: CLIPS }, (_, clip) => ({
    name: `${clip}.wav`,
    label: clip % 2,
    speaker: null,
    gender: null,
    text: null,
    twinGroup: null,
    corpus: 'folder',
  })),
  contentHashes: Array.from({ length: CLIPS }, (_, clip) => String(clip)),
} as unknown as Parameters<typeof planOf>[1];

const plan = (...args: string[]) => planOf(readOptions(['--data', 'folder=x', ...args])!, data);

describe('the plan of an evaluation', () => {
  it('chooses an epoch on validation clips if the recipe does', () => {
    const { name, recipe, runs } = plan('--recipe', 'paper');
    expect([name, recipe]).toEqual(['folder.P0.paper.paper-20', RECIPES.paper]);
    expect(runs[0]!.split.validation.length).toBeGreaterThan(0);
  });

  it('also trains on the validation clips, with the same test clips, if the last epoch is kept', () => {
    const { name, recipe, runs } = plan('--recipe', 'paper', '--last-epoch');
    expect(name).toBe('folder.P0.paper.paper-20.last-epoch');
    expect(recipe).toEqual({ ...RECIPES.paper, keep: 'last', validationShare: 0 });
    const { split } = runs[0]!;
    expect(split.validation).toEqual([]);
    expect(split.test).toEqual(plan('--recipe', 'paper').runs[0]!.split.test);
    expect(split.train.length + split.test.length).toBe(CLIPS);
  });

  it("has the recipe's name if the options equal the recipe", () => {
    expect(plan('--recipe', 'best', '--last-epoch', '--epochs', '120').name).toBe(
      'folder.P0.best.logmel-htk-80',
    );
    expect(plan('--recipe', 'best', '--epochs', '7').name).toBe('folder.P0.best.logmel-htk-80.7-epochs');
  });

  it('includes the preprocessing in its name', () => {
    expect(plan('--preprocessing', '{}').name).toBe('folder.P0.paper.paper-20');
    expect(plan('--preprocessing', '{"channels":"each"}').name).toMatch(
      /^folder\.P0\.paper\.paper-20\.fs-[0-9a-f]{16}$/,
    );
  });
});
