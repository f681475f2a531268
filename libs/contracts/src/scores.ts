import { z } from 'zod';
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
});
export type ScorePart = z.infer<typeof scorePart>;

/** `summary.json` of a scoring run. `scored + failed + cancelled` equals `clips`, the lines of the manifest. */
export const scoringSummary = z.strictObject({
  v: z.literal(1),
  runId: z.string(),
  archiveId: z.string(),
  modelId: z.string(),
  modelVersion: z.string(),
  featureSetId: z.string(),
  engines: z.array(z.string()),
  clips: z.int().nonnegative(),
  scored: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  cancelled: z.int().nonnegative(),
  /** Entries of the archive that are no clips. */
  ignored: z.int().nonnegative(),
  errorsByCode: z.record(z.string(), z.int()),
  labels: z.record(z.string(), z.int()).describe('Clips by most probable label.'),
  audioSeconds: z.number().nonnegative(),
  manifestSha256: z.string(),
  scoresSha256: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
});
export type ScoringSummary = z.infer<typeof scoringSummary>;
