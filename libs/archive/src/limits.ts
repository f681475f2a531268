/** What an archive may ask of this process. Defaults suit speech clips of up to some minutes. */
export interface ClipLimits {
  /** A clip that is larger, packed or unpacked, is refused: it has to fit in memory beside its neighbours. */
  readonly maxClipBytes: number;
  /** Clips beyond this sum of unpacked sizes are rejected. */
  readonly maxTotalBytes: number;
  /**
   * Largest ratio of unpacked to packed size. Deflate reaches 1032, and speech stays below 10.
   * `ratioFloorBytes` admits digital silence, which is a legitimate clip.
   */
  readonly maxRatio: number;
  /** The ratio is not checked for clips that unpack to at most this many bytes. */
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
  /** Number of directory bytes in memory at once; at least 256 KiB, so that the longest record (192 KiB) fits. */
  readonly readBytes: number;
  /** An archive with more entries is rejected with `archive.too_large`. */
  readonly maxEntries: number;
}

/** `NameSet` distinguishes the names of four million clips in 64 MiB. */
export const DEFAULT_DIRECTORY_LIMITS: DirectoryLimits = { readBytes: 256 * 1024, maxEntries: 4_000_000 };

export interface ReadLimits {
  /** Largest read that covers several clips; a larger clip is read alone. */
  readonly readBytes: number;
  /** Largest gap between two clips that one read covers; a larger gap costs a second read. */
  readonly gapBytes: number;
  /** A larger clip, packed or unpacked, is rejected whatever the manifest states. */
  readonly maxClipBytes: number;
}

export const DEFAULT_READ_LIMITS: ReadLimits = {
  readBytes: 8 * MiB,
  gapBytes: 64 * 1024,
  maxClipBytes: DEFAULT_CLIP_LIMITS.maxClipBytes,
};
