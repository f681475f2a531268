import { z } from 'zod';
import { engineInfo } from '../report.js';
import { tagged } from './route.js';
import { text } from './route.js';

/** Where the time of an extraction goes. */
export const EXTRACTION_STAGES = [
  'read',
  'inflate',
  'decode',
  'resample',
  'features',
  'hash',
  'write',
] as const;
export type ExtractionStage = (typeof EXTRACTION_STAGES)[number];

/** What a feature worker has extracted since it started, and how fast of late. */
export const extractionWork = z.strictObject({
  clips: z.int().nonnegative().describe('Clips tried, good and bad.'),
  failed: z.int().nonnegative(),
  audioSeconds: z.number().nonnegative(),
  stageSeconds: z
    .record(z.enum(EXTRACTION_STAGES), z.number().nonnegative())
    .describe('Seconds of the clock by stage, over all threads.'),
  clipsPerSecond: z.number().nonnegative().describe('Over the last ten seconds or so.'),
  audioSecondsPerSecond: z.number().nonnegative(),
});
export type ExtractionWork = z.infer<typeof extractionWork>;

/** What a worker tells of itself every few seconds. */
export const workerPresence = z.strictObject({
  id: z.string(),
  kind: z.enum(['worker-features', 'worker-gpu']),
  pid: z.int(),
  host: z.string(),
  startedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  concurrency: z.int(),
  rssBytes: z.int(),
  engine: engineInfo.nullable(),
  work: extractionWork.optional().describe('Of feature workers.'),
});

export type WorkerPresence = z.infer<typeof workerPresence>;

export const readiness = z.strictObject({
  status: z.enum(['ready', 'degraded', 'down']),
  redis: z.strictObject({
    ok: z.boolean(),
    detail: z.string().optional(),
    usedBytes: z.int().nonnegative().optional(),
    maxBytes: z.int().positive().nullable().optional().describe('`maxmemory`; null where nothing bounds it.'),
  }),
  store: z.strictObject({ ok: z.boolean(), detail: z.string().optional(), kind: z.enum(['s3', 'file']) }),
  queues: z.record(z.string(), z.record(z.string(), z.int())),
  workers: z.array(workerPresence),
});

export type Readiness = z.infer<typeof readiness>;

/** Health and metrics. */
export const healthRoutes = tagged('health', {
  'GET /health/live': {
    id: 'live',
    access: 'everybody',
    summary: 'The process answers',
    answer: z.object({ status: z.literal('ok') }),
  },
  'GET /health/ready': {
    id: 'ready',
    access: 'everybody',
    summary:
      'Redis and store, and with a key the queues and workers too; 503 when Redis or the store is down',
    answer: readiness,
  },
  'GET /metrics': {
    id: 'metrics',
    access: 'this machine',
    summary: 'Prometheus metrics',
    answer: { 'text/plain': text },
  },
});
