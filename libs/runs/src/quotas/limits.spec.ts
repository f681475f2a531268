import { expect, it } from 'vitest';
import { readLimits } from './limits.js';

const settings = {
  QUOTA_STORED_BYTES: 100,
  QUOTA_RUNS_AT_ONCE: 0,
  QUOTA_AUDIO_SECONDS_A_DAY: 60,
  QUOTA_BY_OWNER: { ann: { storedBytes: 0, runsAtOnce: 2 } },
};

it('applies the common limits to an owner without limits of its own', () => {
  expect(readLimits(settings, 'bob')).toEqual({ storedBytes: 100, runsAtOnce: null, audioSecondsADay: 60 });
});

it("prefers an owner's own limits, of which 0 lifts the common one", () => {
  expect(readLimits(settings, 'ann')).toEqual({ storedBytes: null, runsAtOnce: 2, audioSecondsADay: 60 });
});

it('finds no limits for an owner with the name of a property of every object', () => {
  expect(readLimits(settings, 'constructor').storedBytes).toBe(100);
});
