import { DEFAULT_CLIP_LIMITS } from '#libs/archive';
import type { CodedError, ManifestLine } from '#libs/contracts';

/** Accepts manifest lines in pages, as they are found. */
export interface LineSink {
  write(lines: readonly ManifestLine[]): Promise<void>;
}

/** The entries of an archive that are not clips. */
export interface Ignored {
  readonly ignored: number;
  readonly ignoredExamples: string[];
}

/** Returns the error of a clip that exceeds a limit, or null. `totalBytes` counts the clips up to this one. */
export function findSizeProblem(size: number, totalBytes: number, maxClipBytes: number): CodedError | null {
  if (size > maxClipBytes)
    return { code: 'clip.too_large', message: `The clip has ${size} bytes. The limit is ${maxClipBytes}.` };
  if (totalBytes <= DEFAULT_CLIP_LIMITS.maxTotalBytes) return null;
  return { code: 'clip.too_large', message: 'The clips up to this one exceed the total size limit.' };
}
