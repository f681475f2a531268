import { z } from 'zod';
import { engineInfo } from '../report.js';

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
});

export type WorkerPresence = z.infer<typeof workerPresence>;

export const readiness = z.strictObject({
  status: z.enum(['ready', 'degraded', 'down']),
  redis: z.strictObject({ ok: z.boolean(), detail: z.string().optional() }),
  store: z.strictObject({ ok: z.boolean(), detail: z.string().optional(), kind: z.enum(['s3', 'file']) }),
  queues: z.record(z.string(), z.record(z.string(), z.int())),
  workers: z.array(workerPresence),
});

export type Readiness = z.infer<typeof readiness>;
