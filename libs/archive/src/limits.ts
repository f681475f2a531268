/** What an archive may ask of this process. Defaults suit speech clips of up to some minutes. */
export interface ClipLimits {
  /** A clip that is larger, packed or unpacked, is refused: it has to fit in memory beside its neighbours. */
  readonly maxClipBytes: number;
  /** Clips beyond this sum of unpacked sizes are refused. */
  readonly maxTotalBytes: number;
  /**
   * Largest ratio of unpacked to packed size. Deflate reaches 1032; speech stays below 10 and digital silence,
   * which is a legitimate clip, is let through by `ratioFloorBytes`.
   */
  readonly maxRatio: number;
  /** The ratio is not looked at for clips that unpack to no more than this. */
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
  /** Bytes of the directory held at once; never below 256 KiB, so that the longest record (192 KiB) fits. */
  readonly readBytes: number;
  /** An archive with more entries is refused with `archive.too_large`. */
  readonly maxEntries: number;
}

/** The names of four million clips are told apart in 64 MiB (`NameSet`). */
export const DEFAULT_DIRECTORY_LIMITS: DirectoryLimits = { readBytes: 256 * 1024, maxEntries: 4_000_000 };

export interface ReadLimits {
  /** Largest read that covers several clips; a larger clip is read alone. */
  readonly readBytes: number;
  /** Unwanted bytes between two clips that are read along rather than asking twice. */
  readonly gapBytes: number;
  /** A clip that is larger, packed or unpacked, is refused whatever the manifest says. */
  readonly maxClipBytes: number;
}

export const DEFAULT_READ_LIMITS: ReadLimits = {
  readBytes: 8 * MiB,
  gapBytes: 64 * 1024,
  maxClipBytes: DEFAULT_CLIP_LIMITS.maxClipBytes,
};
