import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ScoreLine, ScorePart } from '#libs/contracts';
import { DomainTally } from '#libs/evaluation';
import { putJson, scoringKeys } from '#libs/storage';
import { tempStore, type TempStore } from '../../../test/support/temp-store.js';
import { readPart } from './score-parts.js';

const RUN = 'scr-1';
let stored: TempStore;
beforeEach(async () => void (stored = await tempStore()));
afterEach(() => stored[Symbol.asyncDispose]());

/** Returns a part in which some clips are scored, at the given level, and others failed. */
function part(scored: readonly number[], failed: readonly number[], level?: number): ScorePart {
  const tally = new DomainTally(1);
  for (const _ of scored)
    tally.add(Float32Array.of(level ?? 0), { levelDbfs: level ?? 0, snrDb: 9, bandwidthHz: 8000 });
  const score = (clip: number): ScoreLine => ({
    ...{ clip, name: `${clip}.wav`, label: 'calm', probability: 1, probabilities: { calm: 1 } },
    ...{ durationSeconds: 1, modelId: 'mdl', modelVersion: 'v', engine: 'cpu' },
  });
  return {
    v: 1,
    ordinal: 0,
    engine: { name: 'cpu', device: 'cpu', version: '1', passedOver: [] },
    scores: scored.map(score),
    errors: failed.map((clip) => ({ clip, name: `${clip}.wav`, code: 'clip.silent', message: 'x' })),
    ...(level === undefined ? {} : { domain: tally.result() }),
  };
}

const write = (round: number, of: ScorePart) => putJson(stored.store, scoringKeys.part(RUN, 0, round), of);
const read = async (round: number) => (await readPart(stored.store, RUN, 0, round)).part;

it('replaces errors by the scores of later rounds, and counts each scored clip once', async () => {
  await write(0, part([0, 2], [1, 3], -20));
  await write(1, part([1], [3], -50));
  const joined = await read(1);
  expect(joined?.scores.map(({ clip }) => clip)).toEqual([0, 1, 2]);
  expect(joined?.errors.map(({ clip }) => clip)).toEqual([3]);
  expect(joined?.domain).toMatchObject({ clips: 3, means: [-30], signal: { clips: 3 } });
});

it('merges parts without measurements with parts that have them', async () => {
  await write(0, part([0], [1]));
  expect(await read(0)).not.toHaveProperty('domain');
  await write(1, part([1], [], -50));
  expect((await read(1))?.domain).toMatchObject({ clips: 1, means: [-50] });
});
