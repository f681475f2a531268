/**
 * Runs a hundred fake workers with latencies and failures on a real Redis. Two owners' scoring runs go through the real
 * queues, fair order, conductors and handlers on a file store; only decoding and the network are fake. Reports what
 * this costs Redis and the bucket, and looks for every clip in the results.
 *
 *   npm run simulate:scaling -- [--workers 100] [--clips 96000] [--late-clips 9600] [--failures 0.05] [--seed 1]
 *
 * Everything runs in this one process, so its jobs per second are a lower bound. The last line is one JSON object. The
 * command fails if a clip was lost, duplicated or miscounted.
 */
import { parseArgs } from 'node:util';
import { startRedis } from '../services/redis.js';
import type { KeyFamily } from './redis-watch.js';
import { simulate } from './simulate.js';

/** The table omits smaller families. */
const LEAST_BYTES = 1_000;

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '100' },
    clips: { type: 'string', default: '96000' },
    'late-clips': { type: 'string', default: '9600' },
    failures: { type: 'string', default: '0.05' },
    'extract-ms': { type: 'string', default: '400' },
    'score-ms': { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '3' },
  },
});

const redis = await startRedis();
if (redis.service === null) throw new Error(redis.missing);
try {
  const [failureRate, seed] = [Number(values.failures), Number(values.seed)];
  const { figures, families, objects } = await simulate({
    redisUrl: redis.service.url,
    workers: Number(values.workers),
    clips: Number(values.clips),
    lateClips: Number(values['late-clips']),
    extractMs: Number(values['extract-ms']),
    scoreMs: Number(values['score-ms']),
    failureRate,
    seed,
    timeoutMs: Number(values.minutes) * 60_000,
  });
  const clips = figures['clips'] ?? 0;
  console.log('Redis: each family of keys when it was largest');
  console.table(rows(new Map([...families].filter(([, { bytes }]) => bytes >= LEAST_BYTES)), () => ({})));
  console.log('The bucket, and what that is for a million clips');
  console.table(
    rows(objects, ({ keys, bytes }) => ({
      'objects per million clips': Math.round((keys * 1e6) / clips),
      'MB per million clips': megabytes((bytes * 1e6) / clips),
    })),
  );
  console.table(figures);
  const bucket = Object.fromEntries([...objects].map(([name, sum]) => [name, [sum.keys, sum.bytes]]));
  const keys = Object.fromEntries([...families].map(([name, sum]) => [name, [sum.keys, sum.bytes]]));
  const about = { simulation: 'scaling', node: process.version, failureRate, seed };
  console.log(JSON.stringify({ ...about, ...figures, keys, bucket }));
  const wrong = ['lost', 'duplicated', 'miscounted', 'given_up'].filter((name) => figures[name] !== 0);
  if (wrong.length > 0) throw new Error(`Not exactly once: ${wrong.join(', ')}.`);
} finally {
  await redis.service.stop();
}

function rows(sums: ReadonlyMap<string, KeyFamily>, more: (sum: KeyFamily) => Record<string, number>) {
  const sorted = [...sums].sort(([, a], [, b]) => b.bytes - a.bytes);
  return Object.fromEntries(
    sorted.map(([name, sum]) => [name, { count: sum.keys, kB: Math.ceil(sum.bytes / 1e3), ...more(sum) }]),
  );
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
