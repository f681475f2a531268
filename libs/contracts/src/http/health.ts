import { z } from 'zod';
import { engineInfo } from '../report.js';
import { tagged, text } from './route.js';

/** The stages in which a feature worker measures the time of an extraction. */
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

/** The work of a feature worker since it started, and its current speed. */
export const extractionWork = z.strictObject({
  clips: z.int().nonnegative().describe('The number of processed clips, including failed ones.'),
  failed: z.int().nonnegative(),
  audioSeconds: z.number().nonnegative(),
  stageSeconds: z
    .record(z.enum(EXTRACTION_STAGES), z.number().nonnegative())
    .describe('Wall-clock seconds for each stage, summed over all threads.'),
  clipsPerSecond: z.number().nonnegative().describe('The mean over about the last ten seconds.'),
  audioSecondsPerSecond: z.number().nonnegative(),
});
export type ExtractionWork = z.infer<typeof extractionWork>;

/** The state that a worker reports every few seconds. */
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
  work: extractionWork.optional().describe('Present only for feature workers.'),
});

export type WorkerPresence = z.infer<typeof workerPresence>;

export const readiness = z.strictObject({
  status: z.enum(['ready', 'degraded', 'down']),
  redis: z.strictObject({
    ok: z.boolean(),
    detail: z.string().optional(),
    usedBytes: z.int().nonnegative().optional(),
    maxBytes: z
      .int()
      .positive()
      .nullable()
      .optional()
      .describe('The value of `maxmemory`. Null if Redis has no limit.'),
  }),
  store: z.strictObject({
    ok: z.boolean(),
    detail: z
      .string()
      .optional()
      .describe('The fault of the store, or the features that it lacks and Serenade works around.'),
    kind: z.enum(['s3', 'file']),
    deletions: z
      .strictObject({ unfinished: z.int().nonnegative(), oldestSeconds: z.int().nonnegative() })
      .optional()
      .describe(
        'Deletions that have begun and are not complete. After ten minutes, the status is `degraded`.',
      ),
  }),
  queues: z.record(z.string(), z.record(z.string(), z.int())),
  workers: z.array(workerPresence),
});

export type Readiness = z.infer<typeof readiness>;

/** Routes for health checks and metrics. */
export const healthRoutes = tagged(
  { tag: 'health' },
  {
    'GET /health/live': {
      id: 'live',
      access: 'everybody',
      summary: 'Check that the process is running',
      answer: z.object({ status: z.literal('ok') }),
    },
    'GET /health/ready': {
      id: 'ready',
      access: 'everybody',
      summary: 'Check that the service is ready',
      description:
        'Returns the state of Redis and the store. With an API key, also returns the queues and workers. The status is 503 if Redis or the store is down.',
      answer: readiness,
    },
    'GET /metrics': {
      id: 'metrics',
      access: 'this machine',
      summary: 'Retrieve Prometheus metrics',
      answer: { 'text/plain': text },
    },
  },
);
