import { z } from 'zod';
import type { QueueName } from './queues.js';

const pointer = {
  v: z.literal(1),
  runId: z.string(),
  /** The launch of the run that the job belongs to. Jobs of earlier launches are obsolete. */
  launch: z.int().nonnegative(),
};

/** Locates a shard's manifest lines, which is enough to extract or score it without reading a plan. */
const shardPointer = {
  ...pointer,
  archiveId: z.string(),
  featureSetId: z.string(),
  ordinal: z.int().nonnegative(),
  /** Byte range of the shard's lines in the archive's `manifest.jsonl`. */
  start: z.int().nonnegative(),
  end: z.int().positive(),
  contentHash: z.string(),
  /** The model that scores the shard after extraction; null for a training. */
  modelId: z.string().nullable(),
  /** The retry round of its failed clips; 0 for the first run. */
  retry: z.int().nonnegative(),
};

/** A recording that a request waits for. It belongs to no run and is not retried. */
const trialPointer = {
  v: z.literal(1),
  trialId: z.string(),
  modelId: z.string(),
  featureSetId: z.string(),
  /** Size of the recording in bytes. */
  size: z.int().nonnegative(),
};

/** A clip of an archive whose waveform a request waits for. It belongs to no run and is not retried. */
const peaksPointer = {
  v: z.literal(1),
  peaksId: z.string(),
  archiveId: z.string(),
  clip: z.int().nonnegative(),
  /** Byte range of the lines of its shard in the archive's `manifest.jsonl`. */
  start: z.int().nonnegative(),
  end: z.int().positive(),
};

/** @param limitMinutes an attempt that takes longer fails and is retried; longer than any honest attempt */
const job = <Q extends QueueName, S extends z.ZodObject>(queue: Q, limitMinutes: number, data: S) => ({
  queue,
  limitMinutes,
  data,
});

/**
 * Every job of Serenade with its queue and the schema of its data. Data is a pointer of about 200 bytes to objects in
 * the store. Handlers return counts, never tensors.
 */
export const JOBS = {
  /** Reads the archive's directory, once for all runs. It is the first job of every launch. */
  'index-archive': job('archives', 360, z.strictObject({ ...pointer, archiveId: z.string() })),
  /** Leads a run from its index to its last job: finds what is missing and keeps a window of shard jobs filled. */
  'conduct-run': job(
    'archives',
    60,
    z.strictObject({
      ...pointer,
      /** Number of shards of the archive; null until the job has found what is missing. */
      shards: z.int().nonnegative().nullable(),
      /** Ordinal of the next shard to enqueue. It is saved after every page, so that a killed job resumes there. */
      cursor: z.int().nonnegative(),
      /** Offset of that shard's line in `shards.jsonl`. */
      offset: z.int().nonnegative(),
    }),
  ),
  'extract-shard': job('features', 240, z.strictObject(shardPointer)),
  'score-shard': job('scoring', 60, z.strictObject(shardPointer)),
  /** Counts the outcome of every clip and writes the run's results. */
  'finish-scoring': job('archives', 240, z.strictObject(pointer)),
  'extract-trial': job('features', 5, z.strictObject(trialPointer)),
  'score-trial': job('scoring', 5, z.strictObject(trialPointer)),
  'measure-peaks': job('features', 5, z.strictObject(peaksPointer)),
  train: job('training', 14 * 24 * 60, z.strictObject(pointer)),
  /**
   * Makes one attempt to deliver a webhook. It belongs to no run: a URL that does not answer changes nothing about
   * the run. `replays` numbers the sending; after a replay, jobs of earlier sendings do nothing.
   */
  'deliver-webhook': job(
    'webhooks',
    5,
    z.strictObject({
      v: z.literal(1),
      webhookId: z.string(),
      deliveryId: z.string(),
      replays: z.int().nonnegative().default(0),
    }),
  ),
} as const;

export type JobName = keyof typeof JOBS;
export type JobData<N extends JobName> = z.infer<(typeof JOBS)[N]['data']>;
export type JobsOfQueue<Q extends QueueName> = {
  [N in JobName]: (typeof JOBS)[N]['queue'] extends Q ? N : never;
}[JobName];

/** Jobs that a request waits for. */
export type AwaitedJobName = 'extract-trial' | 'score-trial' | 'measure-peaks';

export const JOB_NAMES = Object.keys(JOBS) as readonly JobName[];

/** Ids of a launch's jobs. Adding a job twice changes nothing while the first one is kept. */
export const jobIds = {
  index: (runId: string, launch: number) => `index_${runId}_${launch}`,
  conduct: (runId: string, launch: number) => `conduct_${runId}_${launch}`,
  extract: (runId: string, launch: number, ordinal: number) => `extract_${runId}_${launch}_${ordinal}`,
  score: (runId: string, launch: number, ordinal: number) => `score_${runId}_${launch}_${ordinal}`,
  finish: (runId: string, launch: number) => `finish_${runId}_${launch}`,
  train: (runId: string, launch: number) => `train_${runId}_${launch}`,
  awaited: (name: AwaitedJobName, id: string) => `${name}_${id}`,
  deliver: (webhookId: string, deliveryId: string, replays: number) =>
    `deliver_${webhookId}_${deliveryId}_${replays}`,
};
