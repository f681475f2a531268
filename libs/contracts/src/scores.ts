import { z } from 'zod';
import { domainNote, domainStatistics } from './domain.js';
import { clipWarning, errorCodeSchema, segmentReport } from './manifest.js';
import { engineInfo } from './report.js';

/** What a model says of a stretch of sound. Probabilities are in [0, 1] and sum to 1. */
const verdict = {
  label: z.string(),
  probability: z.number().min(0).max(1),
  probabilities: z.record(z.string(), z.number()),
};

export const segmentScore = segmentReport.extend(verdict);
export type SegmentScore = z.infer<typeof segmentScore>;

/** One side of a clip whose channels are scored apart. */
export const channelScore = z.strictObject({ channel: z.int().nonnegative(), ...verdict });
export type ChannelScore = z.infer<typeof channelScore>;

/**
 * The published score of one clip; each clip has one. Where the feature set cuts clips into segments or takes channels
 * apart, `segments` has the score of each, in the order of their ends, and the clip's own probabilities are their mean,
 * weighted by duration; so are those of each channel.
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
      'Whether the largest probability, calibrated, lies below the threshold of the model, which had better say nothing; absent where it has none.',
    ),
  segments: z.array(segmentScore).optional(),
  channels: z.array(channelScore).optional(),
  warning: clipWarning.optional(),
});
export type ScoreLine = z.infer<typeof scoreLine>;

/** Why a clip has no score. */
export const errorLine = z.strictObject({
  clip: z.int().nonnegative(),
  name: z.string(),
  code: errorCodeSchema,
  message: z.string(),
});
export type ErrorLine = z.infer<typeof errorLine>;

/** One score part: what became of the clips of one shard. Every manifest line of it stands in one list. */
export const scorePart = z.strictObject({
  v: z.literal(1),
  ordinal: z.int().nonnegative(),
  engine: engineInfo,
  scores: z.array(scoreLine),
  errors: z.array(errorLine),
  // Each part carries these statistics, so the end of a run reads nothing twice. Levels are counts in bins, whose sums do not
  // depend on an order.
  /** What the scored clips are like; absent in parts from before it was measured. */
  domain: domainStatistics.optional(),
  /** Where the time of this shard went, and whether its tensor was there before the run. */
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
  segments: z.int().nonnegative().describe('Segments of the scored clips, where the feature set cuts clips.'),
  ignored: z.int().nonnegative().describe('Entries of the archive that are no clips.'),
  errorsByCode: z.record(z.string(), z.int()),
  labels: z.record(z.string(), z.int()).describe('Clips by most probable label.'),
  uncertain: z
    .int()
    .nonnegative()
    .optional()
    .describe('Clips whose score is uncertain; absent where the model has no threshold.'),
  meanProbabilities: z.record(z.string(), z.number()).describe('Mean probability of each label.'),
  confidence: z
    .strictObject({ binWidth: z.number(), counts: z.array(z.int().nonnegative()) })
    .describe('Clips by the probability of their label.'),
  audioSeconds: z.number().nonnegative().describe('Of the scored clips.'),
  cache: z
    .strictObject({
      shards: z.int().nonnegative(),
      hits: z.int().nonnegative(),
      clips: z.int().nonnegative().optional().describe('Clips of the hits; absent in older summaries.'),
    })
    .describe('Shards, and those whose features were there before the run.'),
  stages: z
    .strictObject({
      extractionSeconds: z.number().nonnegative(),
      scoringSeconds: z.number().nonnegative(),
      finishingSeconds: z.number().nonnegative(),
    })
    .describe('Work of all workers together; what a stage found in the cache costs it nothing.'),
  domain: domainNote
    .optional()
    .describe('How far the clips lie from those of the training; absent in older summaries.'),
  manifestSha256: z.string(),
  scoresSha256: z.string(),
  files: z
    .record(z.string(), z.strictObject({ bytes: z.int().nonnegative(), sha256: z.string() }))
    .describe('Every other result file; `parts.sha256` lists the hash of every part.'),
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

/** What a clip says over its length. */
export const clipTimeline = z.strictObject({
  stretches: z.array(stretch),
  secondsByLabel: z.record(z.string(), z.number().nonnegative()),
  changes: z.int().nonnegative().describe('How often the label changes, over all channels.'),
});
export type ClipTimeline = z.infer<typeof clipTimeline>;
