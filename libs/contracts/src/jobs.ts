import { z } from 'zod';
import type { QueueName } from './queues.js';

const pointer = {
  v: z.literal(1),
  runId: z.string(),
  /** The launch of the run that the job belongs to: a run that was launched again has no use for it. */
  launch: z.int().nonnegative(),
};

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
  /** The round in which its failed clips are run again; 0 when all are run for the first time. */
  retry: z.int().nonnegative(),
};

/** A recording that somebody waits for. Of no run: it is not tried again. */
const trialPointer = {
  v: z.literal(1),
  trialId: z.string(),
  modelId: z.string(),
  featureSetId: z.string(),
  /** Bytes of the recording. */
  size: z.int().nonnegative(),
};

/** A clip of an archive whose waves somebody waits for. Of no run: it is not tried again. */
const peaksPointer = {
  v: z.literal(1),
  peaksId: z.string(),
  archiveId: z.string(),
  clip: z.int().nonnegative(),
  /** Byte range of the lines of its shard in the archive's `manifest.jsonl`. */
  start: z.int().nonnegative(),
  end: z.int().positive(),
};

const job = <Q extends QueueName, S extends z.ZodObject>(queue: Q, data: S) => ({ queue, data });

/**
 * Every job of Serenade: its queue and the schema of its data. Data is a pointer of about 200 bytes: what it
 * points at lies in the store. Handlers return counts, never tensors.
 */
export const JOBS = {
  /** Reads the archive's directory, once for all runs. Begins every launch of a run. */
  'index-archive': job('archives', z.strictObject({ ...pointer, archiveId: z.string() })),
  /** Leads a run from its index to its last job: looks up what is missing, and keeps a window of shard jobs filled. */
  'conduct-run': job(
    'archives',
    z.strictObject({
      ...pointer,
      /** Shards of the archive; null until it was looked up what is missing. */
      shards: z.int().nonnegative().nullable(),
      /** Ordinal of the next shard to enqueue; saved after every page, so that a killed job goes on there. */
      cursor: z.int().nonnegative(),
      /** Where the line of that shard begins in `shards.jsonl`. */
      offset: z.int().nonnegative(),
    }),
  ),
  'extract-shard': job('features', z.strictObject(shardPointer)),
  'score-shard': job('scoring', z.strictObject(shardPointer)),
  /** Counts what every clip became and writes the run's results. */
  'finish-scoring': job('archives', z.strictObject(pointer)),
  'extract-trial': job('features', z.strictObject(trialPointer)),
  'score-trial': job('scoring', z.strictObject(trialPointer)),
  'measure-peaks': job('features', z.strictObject(peaksPointer)),
  train: job('training', z.strictObject(pointer)),
  /**
   * One attempt at telling a URL something. Of no run: a URL that does not answer changes nothing about the run. `replays`:
   * which sending it belongs to; once it is sent again, jobs of earlier sendings have nothing more to do.
   */
  'deliver-webhook': job(
    'webhooks',
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

/** Jobs for which a request waits. */
export type AwaitedJobName = 'extract-trial' | 'score-trial' | 'measure-peaks';

export const JOB_NAMES = Object.keys(JOBS) as readonly JobName[];

/** Ids under which a launch's jobs are added: adding one twice changes nothing while the first is kept. */
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
