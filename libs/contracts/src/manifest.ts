import { z } from 'zod';
import { ignoredSummary, nameEncoding } from './archive.js';
import { signalFigures } from './domain.js';
import { ERRORS, type ErrorCode } from './errors.js';
import { rawSound } from './raw-sound.js';
import { clipWarning } from './warnings.js';

export const errorCodeSchema = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** A line of an archive's `manifest.jsonl`: the location of a clip's bytes in the archive. */
export const manifestLine = z.strictObject({
  /** Number of the clip among the clips of the archive's directory, from 0. */
  clip: z.int().nonnegative(),
  name: z.string(),
  /** The stored bytes of the name in hexadecimal, if the archive does not state their encoding. */
  nameBytes: z.string().optional(),
  /** Byte offset of the entry's local header in the archive. */
  offset: z.int().nonnegative(),
  compressedSize: z.int().nonnegative(),
  size: z.int().nonnegative(),
  /** zip method: 0 stored, 8 deflated. */
  method: z.int().nonnegative(),
  /** Absent if the bytes were not read yet and the ETag of their object identifies them. */
  crc32: z.int().nonnegative().optional(),
  /**
   * The object that contains the bytes at `offset`, without a header; absent in a zip. If it has an ETag, clips are
   * read from exactly that version, because such an object is not under Serenade's control.
   */
  object: z.strictObject({ key: z.string(), etag: z.string().optional() }).optional(),
  /** Hash of the clip's bytes, if indexing read them. */
  sha256: z.string().optional(),
  /** Labels that the archive itself contains, for example in the sidecars of a WebDataset. */
  label: z.string().optional(),
  text: z.string().optional(),
  /** The declared sound of a clip without a header. */
  raw: rawSound.optional(),
  /** Set if the directory alone shows that the clip cannot be read. */
  error: z.strictObject({ code: errorCodeSchema, message: z.string() }).optional(),
});
export type ManifestLine = z.infer<typeof manifestLine>;

/** A line of `shards.jsonl`: consecutive manifest lines that one job extracts. */
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

/** `index.json`. It is written last, so its presence means that manifest and shards are complete. */
export const archiveIndex = ignoredSummary.extend({
  v: z.literal(1),
  archiveId: z.string(),
  clips: z.int().nonnegative(),
  shards: z.int().nonnegative(),
  /** The encoding that decoded names which do not state theirs; absent if all do. */
  nameEncoding: nameEncoding.optional(),
  manifestSha256: z.string(),
  /** The indexed object and its version. Clips are read from exactly that version. */
  source: z.strictObject({ key: z.string(), etag: z.string(), size: z.int().nonnegative() }).optional(),
});
export type ArchiveIndex = z.infer<typeof archiveIndex>;

/** A stretch of a clip with its own row. Times refer to the clip as uploaded. */
export const segmentReport = z.strictObject({
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
  /** From 0; null when channels are mixed. */
  channel: z.int().nonnegative().nullable(),
});
export type SegmentReport = z.infer<typeof segmentReport>;

/** A line of a shard's report, in the order of its manifest lines; `row` is the clip's first row in the tensor. */
export const clipReport = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('extracted'),
    row: z.int().nonnegative(),
    /** SHA-256 of the clip's bytes; it identifies equal recordings. */
    sha256: z.string(),
    durationSeconds: z.number().nonnegative(),
    sampleRateHz: z.number().positive(),
    channels: z.int().positive(),
    peak: z.number().nonnegative(),
    /** Measures of the signal that the model reads; absent in reports that predate them. */
    signal: signalFigures.optional(),
    /** One entry per row of the clip, if the feature set cuts clips or separates channels. */
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
  /** The run that created the tensor; other runs reused it. */
  runId: z.string().optional(),
});
export type ShardReport = z.infer<typeof shardReport>;
