import { expect, it } from 'vitest';
import type { DryRunView, WorkerPresence } from '#libs/contracts';
import { expectedTime } from './expected-time.js';

type Audio = DryRunView['audio'];
const audio: Audio = {
  seconds: 400,
  wavClips: 100,
  otherClips: 0,
  measured: 32,
  isExtrapolated: true,
  reason: null,
};
const cache: DryRunView['cache'] = {
  shards: 4,
  checked: 4,
  found: 1,
  hits: 1,
  clips: 25,
  isExtrapolated: false,
  reason: null,
};

/** A worker that took 10 ms of its threads for a second of audio, and 40 ms for a clip. */
function worker(patch: Partial<WorkerPresence> = {}, clips = 1_000): WorkerPresence {
  const audioSeconds = 4 * clips;
  const stages = {
    read: 0.002,
    inflate: 0,
    decode: 0.004,
    resample: 0,
    features: 0.003,
    hash: 0,
    write: 0.001,
  };
  return {
    id: 'w',
    kind: 'worker-features',
    pid: 1,
    host: 'h',
    startedAt: '2026-01-02T03:04:05.000Z',
    seenAt: '2026-01-02T03:04:05.000Z',
    concurrency: 2,
    rssBytes: 1,
    engine: null,
    work: {
      clips,
      failed: 0,
      audioSeconds,
      stageSeconds: Object.fromEntries(
        Object.entries(stages).map(([stage, cost]) => [stage, cost * audioSeconds]),
      ) as NonNullable<WorkerPresence['work']>['stageSeconds'],
      clipsPerSecond: 0,
      audioSecondsPerSecond: 0,
    },
    ...patch,
  };
}

it('is what the rest costs by the length of its audio, over all shards at once', () => {
  // 400 s x 10 ms, three quarters of it, over two workers of two shards.
  const time = expectedTime([worker(), worker({ id: 'x' })], { clips: 100, audio, cache });
  expect(time).toMatchObject({ basis: 'audio', workers: 2, shardsAtOnce: 4, measuredClips: 2_000 });
  expect(time.seconds).toBeCloseTo(0.75, 3);
});

it('goes by clips where some have no known length', () => {
  const mixed: Audio = { ...audio, otherClips: 50 };
  const time = expectedTime([worker()], { clips: 100, audio: mixed, cache: { ...cache, clips: 0 } });
  expect(time).toMatchObject({ basis: 'clips' });
  expect(time.seconds).toBeCloseTo((100 * 0.04) / 2, 3);
});

it('counts the threads of an idle worker, and none of another kind', () => {
  const idle = worker({ id: 'i', concurrency: 6 }, 0);
  const gpu = worker({ id: 'g', kind: 'worker-gpu' });
  const time = expectedTime([worker(), idle, gpu], { clips: 100, audio, cache });
  expect(time).toMatchObject({ workers: 2, shardsAtOnce: 8, measuredClips: 1_000 });
});

it.each([
  [null, 100, /Redis does not answer/],
  [[worker()], null, /Nobody knows yet/],
  [[], 100, /No feature worker/],
  [[worker({}, 63)], 100, /fewer than 64 clips/],
])('is unknown, with a reason (%#)', (workers, clips, reason) => {
  const time = expectedTime(workers, { clips, audio, cache });
  expect(time).toMatchObject({ seconds: null, basis: null });
  expect(time.reason).toMatch(reason);
});
