import { expect, it } from 'vitest';
import { describeWithRedis } from '../support/services.js';
import { fateOf } from './fate.js';
import { simulate } from './simulate.js';

describeWithRedis('a simulation of many workers', (redisUrl) => {
  it('scores every clip of two owners exactly once although every fifth attempt fails', async () => {
    const { figures, families, objects } = await simulate({
      redisUrl,
      workers: 20,
      clips: 2_600, // the last shard is not full
      lateClips: 200,
      extractMs: 20,
      scoreMs: 10,
      failureRate: 0.2,
      seed: 7,
      timeoutMs: 60_000,
      retryMs: 20,
    });
    expect(figures).toMatchObject({ clips: 2_800, lost: 0, duplicated: 0, miscounted: 0, given_up: 0 });
    const shards = Math.ceil(2_600 / 64) + Math.ceil(200 / 64);
    // Each run has an index and an end, and each shard an extraction and a scoring.
    expect(figures['jobs']).toBe(2 * 2 + 2 * shards);
    expect(figures['repeated_jobs']).toBeGreaterThan(0);
    expect(figures['redis_ops']).toBeGreaterThan(0);
    expect(objects.get('features/*/*.safetensors')?.keys).toBe(shards);
    expect(objects.get('scoring-runs/*/parts/*')?.keys).toBe(shards);
    expect([...families.keys()].some((family) => family.startsWith('features:extract_'))).toBe(true);
  }, 90_000);
});

it('draws the same fate for the same attempt at a job every time', () => {
  const fates = { seed: 3, failureRate: 0.25 };
  const all = Array.from({ length: 4_000 }, (_, n) => fateOf(fates, `extract_${n}`, 1, 100));
  expect(all).toEqual(Array.from({ length: 4_000 }, (_, n) => fateOf(fates, `extract_${n}`, 1, 100)));
  const share = (fails: string | null) => all.filter((fate) => fate.fails === fails).length / all.length;
  expect(share('before')).toBeCloseTo(0.125, 1);
  expect(share('after')).toBeCloseTo(0.125, 1);
  const mean = all.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / all.length;
  expect(mean / 100).toBeCloseTo(1, 1);
  expect(Math.max(...all.map(({ latencyMs }) => latencyMs))).toBeLessThanOrEqual(800);
});
