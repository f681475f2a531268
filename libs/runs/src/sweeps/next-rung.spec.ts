import { describe, expect, it } from 'vitest';
import type { SweepTrial } from '#libs/contracts';
import { trainingRunOf } from '../../../../test/support/records.js';
import { nextRung, pickBest, rankCandidates, sweepState } from './next-rung.js';

const candidate = (patch: Partial<SweepTrial> = {}): SweepTrial => ({
  runId: 'trn-a',
  rung: 0,
  epochs: 1,
  values: {},
  state: 'completed',
  validationUar: 0.5,
  modelId: null,
  ...patch,
});

describe('nextRung', () => {
  const last = { v: 1 as const, configurations: [0, 1, 2], runs: [1, 2, 3].map(() => trainingRunOf()) };
  const scores = (...uars: (number | null)[]) => uars.map((validationUar) => candidate({ validationUar }));

  it('trains the best candidates again, as new runs with more epochs', () => {
    const next = nextRung({ runs: 1, epochs: 40 }, last, scores(0.2, 0.9, 0.4));
    expect(next?.configurations).toEqual([1]);
    expect(next?.runs[0]?.resolvedRecipe).toEqual({ ...last.runs[1]?.resolvedRecipe, epochs: 40 });
    expect(last.runs.map(({ id }) => id)).not.toContain(next?.runs[0]?.id);
  });

  it('continues with fewer candidates than planned if too many failed', () => {
    expect(nextRung({ runs: 2, epochs: 40 }, last, scores(null, null, 0.1))?.configurations).toEqual([2]);
  });

  it.each([
    ['after the final rung', undefined, scores(1, 1, 1)],
    ['if all candidates failed', { runs: 1, epochs: 2 }, scores(null, null, null)],
    [
      'if a candidate was cancelled',
      { runs: 1, epochs: 2 },
      [...scores(1, 1), candidate({ state: 'cancelled' })],
    ],
  ] as const)('returns null %s', (_when, plan, candidates) => {
    expect(nextRung(plan, last, candidates)).toBeNull();
  });
});

it('keeps the best results, the first drawn of equals, and none that failed', () => {
  const results = [0.4, null, 0.6, 0.6, 0.1].map((validationUar, configuration) => ({
    configuration,
    validationUar,
  }));
  expect(pickBest(results, 2)).toEqual([2, 3]);
  expect(pickBest(results, 9)).toEqual([2, 3, 0, 4]);
});

it('ranks the candidates of the last rung first, and the best of a rung first', () => {
  const early = candidate({ runId: 'trn-b', validationUar: 0.9 });
  const good = candidate({ runId: 'trn-c', rung: 1, validationUar: 0.8 });
  const failed = candidate({ runId: 'trn-d', rung: 1, validationUar: null });
  expect(rankCandidates([early, failed, good])).toEqual([good, failed, early]);
});

describe('sweepState', () => {
  it.each([
    ['running', [candidate({ state: 'training' })]],
    ['running', [candidate()]],
    ['cancelled', [candidate({ state: 'cancelled' })]],
    ['failed', [candidate({ state: 'failed', validationUar: null })]],
    ['completed', [candidate(), candidate({ rung: 1 })]],
  ] as const)('is %s (%#)', (state, candidates) => {
    expect(sweepState(candidates, 1)).toBe(state);
  });
});
