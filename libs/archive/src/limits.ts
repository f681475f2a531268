import type { CodedError } from '#libs/contracts';

/** Limits on the clips of an archive. The defaults suit speech clips of up to a few minutes. */
export interface ClipLimits {
  /** A clip that is larger, packed or unpacked, is rejected, because it must fit in memory with its neighbors. */
  readonly maxClipBytes: number;
  /** Clips beyond this sum of unpacked sizes are rejected. */
  readonly maxTotalBytes: number;
  /** Largest ratio of unpacked to packed size. Deflate reaches 1032, and speech stays below 10. */
  readonly maxRatio: number;
  /** The ratio is not checked for clips that unpack to at most this many bytes, such as digital silence. */
  readonly ratioFloorBytes: number;
}

const MiB = 1024 * 1024;

export const DEFAULT_CLIP_LIMITS: ClipLimits = {
  maxClipBytes: 64 * MiB,
  maxTotalBytes: 1024 * 1024 * MiB,
  maxRatio: 200,
  ratioFloorBytes: MiB,
};

export interface DirectoryLimits {
  /** Number of directory bytes in memory at once. Values below 256 KiB count as 256 KiB. */
  readonly readBytes: number;
  /** An archive with more entries is rejected with `archive.too_large`. */
  readonly maxEntries: number;
}

/** `NameSet` distinguishes the names of four million clips in 64 MiB. */
export const DEFAULT_DIRECTORY_LIMITS: DirectoryLimits = { readBytes: 256 * 1024, maxEntries: 4_000_000 };

export interface ReadLimits {
  /** Largest read that covers several clips; a larger clip is read alone. */
  readonly readBytes: number;
  /** Largest gap between two clips that one read covers. */
  readonly gapBytes: number;
  /** A larger clip, packed or unpacked, is rejected whatever the manifest states. */
  readonly maxClipBytes: number;
}

export const DEFAULT_READ_LIMITS: ReadLimits = {
  readBytes: 8 * MiB,
  gapBytes: 64 * 1024,
  maxClipBytes: DEFAULT_CLIP_LIMITS.maxClipBytes,
};

export function clipTooLarge(bytes: number, limit: number): CodedError {
  return { code: 'clip.too_large', message: `The clip has ${bytes} bytes. The limit is ${limit} bytes.` };
}

export function totalTooLarge(limit: number): CodedError {
  const message = `The clips up to this one unpack to more than ${limit} bytes. Split the archive.`;
  return { code: 'clip.too_large', message };
}
