import { describe, expect, it } from 'vitest';
import { RECIPES } from '#libs/contracts';
import { readOptions } from './options.js';
import { planOf } from './plan.js';

const CLIPS = 40;
/** What a plan reads of a corpus: it looks at no feature. */
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
  it('chooses an epoch on validation clips where the recipe does', () => {
    const { name, recipe, runs } = plan('--recipe', 'paper');
    expect([name, recipe]).toEqual(['folder.P0.paper.paper-20', RECIPES.paper]);
    expect(runs[0]!.split.validation.length).toBeGreaterThan(0);
  });

  it('learns from these clips too and tests the same ones when the last epoch is to be kept', () => {
    const { name, recipe, runs } = plan('--recipe', 'paper', '--last-epoch');
    expect(name).toBe('folder.P0.paper.paper-20.last-epoch');
    expect(recipe).toEqual({ ...RECIPES.paper, keep: 'last', validationShare: 0 });
    const { split } = runs[0]!;
    expect(split.validation).toEqual([]);
    expect(split.test).toEqual(plan('--recipe', 'paper').runs[0]!.split.test);
    expect(split.train.length + split.test.length).toBe(CLIPS);
  });

  it('is named as the recipe where what is asked for is what the recipe says', () => {
    expect(plan('--recipe', 'best', '--last-epoch', '--epochs', '120').name).toBe(
      'folder.P0.best.logmel-htk-80',
    );
    expect(plan('--recipe', 'best', '--epochs', '7').name).toBe('folder.P0.best.logmel-htk-80.7-epochs');
  });

  it('is named after the preprocessing where there is any', () => {
    expect(plan('--preprocessing', '{}').name).toBe('folder.P0.paper.paper-20');
    expect(plan('--preprocessing', '{"channels":"each"}').name).toMatch(
      /^folder\.P0\.paper\.paper-20\.fs-[0-9a-f]{16}$/,
    );
  });
});
