import { z } from 'zod';
import { domainNote, domainStatistics } from './domain.js';
import { errorCodeSchema, segmentReport } from './manifest.js';
import { engineInfo } from './report.js';
import { clipWarning } from './warnings.js';

const count = z.int().nonnegative();

/** A model's answer to a stretch of audio. Probabilities are in [0, 1] and sum to 1. */
const verdict = {
  label: z.string(),
  probability: z.number().min(0).max(1),
  probabilities: z.record(z.string(), z.number()),
};

export const segmentScore = segmentReport.extend(verdict);
export type SegmentScore = z.infer<typeof segmentScore>;

/** The score of one channel of a clip. */
export const channelScore = z.strictObject({ channel: z.int().nonnegative(), ...verdict });
export type ChannelScore = z.infer<typeof channelScore>;

/**
 * The published score of a clip; each clip has one. If the feature set cuts clips into segments or separates
 * channels, `segments` has their scores, in the order of their ends. The probabilities of the clip and of each
 * channel are means of those, weighted by duration.
 */
export const scoreLine = z.strictObject({
  clip: z.int().nonnegative(),
  name: z.string(),
  ...verdict,
  durationSeconds: z.number().nonnegative(),
  modelId: z.string(),
  modelVersion: z.string(),
  engine: z.string(),
  isUncertain: z
    .boolean()
    .optional()
    .describe(
      'True if the largest calibrated probability is below the threshold of the model, so that the score is unreliable; absent if the model has no threshold.',
    ),
  segments: z.array(segmentScore).optional(),
  channels: z.array(channelScore).optional(),
  warning: clipWarning
    .optional()
    .describe('What was odd about the clip, although it was scored; absent if nothing was.'),
});
export type ScoreLine = z.infer<typeof scoreLine>;

/** The reason why a clip has no score. */
export const errorLine = z.strictObject({
  clip: z.int().nonnegative(),
  name: z.string(),
  code: errorCodeSchema,
  message: z.string(),
});
export type ErrorLine = z.infer<typeof errorLine>;

/** A score part: the outcomes of the clips of one shard. Every manifest line of the shard is in one of the lists. */
export const scorePart = z.strictObject({
  v: z.literal(1),
  ordinal: z.int().nonnegative(),
  engine: engineInfo,
  scores: z.array(scoreLine),
  errors: z.array(errorLine),
  // Each part carries these statistics, so the end of a run reads nothing twice. Levels are counts in bins, whose sums do not
  // depend on an order.
  /** Domain statistics of the scored clips; absent in parts that predate them. */
  domain: domainStatistics.optional(),
  /** Time spent on this shard, and whether its features existed before the run. */
  work: z
    .strictObject({
      extractionMs: z.number().nonnegative(),
      scoringMs: z.number().nonnegative(),
      cached: z.boolean(),
    })
    .optional(),
});
export type ScorePart = z.infer<typeof scorePart>;

/** `summary.json` of a scoring run. `scored + failed + cancelled` equals `clips`, the lines of the manifest. */
export const scoringSummary = z.strictObject({
  v: z.literal(1),
  runId: z.string(),
  archiveId: z.string(),
  modelId: z.string(),
  modelVersion: z.string(),
  featureSet: z.string(),
  featureSetId: z.string(),
  engines: z.array(z.string()),
  clips: z.int().nonnegative(),
  scored: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  cancelled: z.int().nonnegative(),
  segments: z.int().nonnegative().describe('Segments of the scored clips, if the feature set cuts clips.'),
  ignored: z.int().nonnegative().describe('Entries of the archive that are not clips.'),
  errorsByCode: z.record(z.string(), z.int()),
  warningsByCode: z
    .record(z.string(), z.int())
    .optional()
    .describe('Scored clips with a warning, by its code; absent if there are none, and in older summaries.'),
  labels: z.record(z.string(), z.int()).describe('Clips by their most probable label.'),
  uncertain: count
    .optional()
    .describe('Clips with an uncertain score; absent if the model has no threshold.'),
  meanProbabilities: z.record(z.string(), z.number()).describe('Mean probability of each label.'),
  confidence: z
    .strictObject({ binWidth: z.number(), counts: z.array(z.int().nonnegative()) })
    .describe('Clips by the probability of their label.'),
  audioSeconds: z.number().nonnegative().describe('Total duration of the scored clips.'),
  cache: z
    .strictObject({
      shards: count,
      hits: count,
      clips: count.optional().describe('Clips of the hits; absent in older summaries.'),
    })
    .describe('Number of shards, and of those whose features existed before the run.'),
  stages: z
    .strictObject({
      extractionSeconds: z.number().nonnegative(),
      scoringSeconds: z.number().nonnegative(),
      finishingSeconds: z.number().nonnegative(),
    })
    .describe('Work of all workers together; cached work counts as zero.'),
  domain: domainNote
    .optional()
    .describe('How far the clips are from the training data; absent in older summaries.'),
  manifestSha256: z.string(),
  scoresSha256: z.string(),
  files: z
    .record(z.string(), z.strictObject({ bytes: z.int().nonnegative(), sha256: z.string() }))
    .describe('All other result files; `parts.sha256` lists the hash of every part.'),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
});
export type ScoringSummary = z.infer<typeof scoringSummary>;

/** A stretch of a clip's timeline over which the label stays the same. */
export const stretch = z.strictObject({
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
  channel: z.int().nonnegative().nullable(),
  label: z.string(),
  meanProbability: z.number().min(0).max(1),
  segments: z.int().positive(),
});
export type Stretch = z.infer<typeof stretch>;

/** The labels of a clip over its length. */
export const clipTimeline = z.strictObject({
  stretches: z.array(stretch),
  secondsByLabel: z.record(z.string(), z.number().nonnegative()),
  changes: z.int().nonnegative().describe('Number of label changes, over all channels.'),
});
export type ClipTimeline = z.infer<typeof clipTimeline>;
