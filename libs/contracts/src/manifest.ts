import { z } from 'zod';
import { signalFigures } from './domain.js';
import { ERRORS, type ErrorCode } from './errors.js';

export const errorCodeSchema = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** One line of an archive's `manifest.jsonl`: where a clip's bytes stand in the archive. */
export const manifestLine = z.strictObject({
  /** Position of the clip in the archive's directory among the clips, from 0. */
  clip: z.int().nonnegative(),
  name: z.string(),
  /** Byte offset of the entry's local header in the archive. */
  offset: z.int().nonnegative(),
  compressedSize: z.int().nonnegative(),
  size: z.int().nonnegative(),
  /** zip method: 0 stored, 8 deflated. */
  method: z.int().nonnegative(),
  /** Absent where nobody has read the bytes yet, and the ETag of their object vouches for them. */
  crc32: z.int().nonnegative().optional(),
  /**
   * The object in which the bytes stand at `offset` as they are, without a header; absent in a zip. With an ETag, they
   * are read of that version or not at all: such an object belongs to somebody else.
   */
  object: z.strictObject({ key: z.string(), etag: z.string().optional() }).optional(),
  /** Of the clip's bytes, where they went by when the archive was indexed. */
  sha256: z.string().optional(),
  /** What the archive itself says of the clip, as by the sidecars of a WebDataset. */
  label: z.string().optional(),
  text: z.string().optional(),
  /** Set when the directory alone shows that the clip cannot be read. */
  error: z.strictObject({ code: errorCodeSchema, message: z.string() }).optional(),
});
export type ManifestLine = z.infer<typeof manifestLine>;

/** One line of `shards.jsonl`: a run of manifest lines that one job extracts. */
export const shardLine = z.strictObject({
  ordinal: z.int().nonnegative(),
  firstClip: z.int().nonnegative(),
  clips: z.int().positive(),
  /** Byte range of the shard's lines in `manifest.jsonl`. */
  start: z.int().nonnegative(),
  end: z.int().positive(),
  /** Hash of every clip's identity (archive SHA-256, offset, size, CRC). */
  contentHash: z.string(),
});
export type ShardLine = z.infer<typeof shardLine>;

/** `index.json`: written last, so that its presence says that manifest and shards are whole. */
export const archiveIndex = z.strictObject({
  v: z.literal(1),
  archiveId: z.string(),
  clips: z.int().nonnegative(),
  shards: z.int().nonnegative(),
  /** Directory entries that are no clips: folders, hidden files, other extensions. */
  ignored: z.int().nonnegative(),
  ignoredExamples: z.array(z.string()).max(10),
  manifestSha256: z.string(),
  /** The object that was indexed, in the version that was read: clips are read of this version or not at all. */
  source: z.strictObject({ key: z.string(), etag: z.string(), size: z.int().nonnegative() }).optional(),
});
export type ArchiveIndex = z.infer<typeof archiveIndex>;

/** A stretch of a clip that has a row of its own; times are those of the clip as it was uploaded. */
export const segmentReport = z.strictObject({
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
  /** From 0; null when channels are mixed. */
  channel: z.int().nonnegative().nullable(),
});
export type SegmentReport = z.infer<typeof segmentReport>;

/** Said of a clip that was taken in part, because its run is lenient. */
export const clipWarning = z.strictObject({ code: errorCodeSchema, message: z.string() });

/** One line of a shard's report, in the order of the shard's manifest lines; `row` is its first row in the tensor. */
export const clipReport = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('extracted'),
    row: z.int().nonnegative(),
    /** SHA-256 of the clip's bytes: equal recordings are found by it. */
    sha256: z.string(),
    durationSeconds: z.number().nonnegative(),
    sampleRateHz: z.number().positive(),
    channels: z.int().positive(),
    peak: z.number().nonnegative(),
    /** What the model hears; absent in reports from before it was measured. */
    signal: signalFigures.optional(),
    /** One for each of the clip's rows, where the feature set cuts clips or takes channels apart; else it has one row. */
    segments: z.array(segmentReport).min(1).optional(),
    warning: clipWarning.optional(),
  }),
  z.strictObject({ status: z.literal('failed'), code: errorCodeSchema, message: z.string() }),
]);
export type ClipReport = z.infer<typeof clipReport>;

/** A shard's report object. */
export const shardReport = z.strictObject({
  v: z.literal(1),
  shardId: z.string(),
  featureSetId: z.string(),
  clips: z.array(clipReport),
  extractionMs: z.number().nonnegative(),
  /** The run that made the tensor; every other one found it there. */
  runId: z.string().optional(),
});
export type ShardReport = z.infer<typeof shardReport>;
