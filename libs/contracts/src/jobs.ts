import { z } from 'zod';
import type { QueueName } from './queues.js';

const pointer = { v: z.literal(1), runId: z.string() };

/** Where one shard's manifest lines stand; enough to extract or score it without reading a plan. */
const shardPointer = {
  ...pointer,
  archiveId: z.string(),
  featureSetId: z.string(),
  ordinal: z.int().nonnegative(),
  /** Byte range of the shard's lines in the archive's `manifest.jsonl`. */
  start: z.int().nonnegative(),
  end: z.int().positive(),
  contentHash: z.string(),
  /** The model to score with once the shard is extracted; null when a training waits for it. */
  modelId: z.string().nullable(),
};

const job = <Q extends QueueName, S extends z.ZodObject>(queue: Q, data: S) => ({ queue, data });

/**
 * Every job of Serenade: its queue and the schema of its data. Data is a pointer of about 200 bytes: what it
 * points at lies in the store. Handlers return counts, never tensors.
 */
export const JOBS = {
  /** Reads the archive's directory once, then enqueues its shards page by page and waits for them. */
  'index-archive': job(
    'archives',
    z.strictObject({
      ...pointer,
      archiveId: z.string(),
      featureSetId: z.string(),
      modelId: z.string().nullable(),
      /** Ordinal of the next shard to enqueue; saved after every page, so that a killed job goes on there. */
      cursor: z.int().nonnegative(),
      step: z.enum(['index', 'enqueue', 'wait']),
    }),
  ),
  'extract-shard': job('features', z.strictObject(shardPointer)),
  'score-shard': job('gpu', z.strictObject(shardPointer)),
  /** Counts what every clip became and writes the run's results. Parent of all other jobs of a scoring run. */
  'finish-scoring': job('archives', z.strictObject(pointer)),
  /** Parent of the extraction that it needs. */
  train: job('gpu', z.strictObject(pointer)),
} as const;

export type JobName = keyof typeof JOBS;
export type JobData<N extends JobName> = z.infer<(typeof JOBS)[N]['data']>;
export type JobsOfQueue<Q extends QueueName> = {
  [N in JobName]: (typeof JOBS)[N]['queue'] extends Q ? N : never;
}[JobName];

export const JOB_NAMES = Object.keys(JOBS) as readonly JobName[];

/** Ids under which a run's jobs are added: adding one twice changes nothing while the first is kept. */
export const jobIds = {
  index: (runId: string) => `index_${runId}`,
  extract: (runId: string, ordinal: number) => `extract_${runId}_${ordinal}`,
  score: (runId: string, ordinal: number) => `score_${runId}_${ordinal}`,
  finish: (runId: string) => `finish_${runId}`,
  train: (runId: string) => `train_${runId}`,
};
