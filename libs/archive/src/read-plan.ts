import { SerenadeError, type ManifestLine } from '#libs/contracts';
import { corrupt } from './faults.js';
import { clipTooLarge, type ReadLimits } from './limits.js';
import { LOCAL_HEADER } from './zip-format.js';

export interface PlannedClip {
  readonly line: ManifestLine;
  /** The reason not to read the clip. */
  readonly refusal: SerenadeError | null;
}

/** One read of `[start, end)` and the clips that it covers, in the order of the manifest. */
export interface PlannedRead {
  readonly start: number;
  readonly end: number;
  readonly clips: readonly PlannedClip[];
}

/** Room in bytes for the extra fields of a local header, whose length is not in the directory. 28 bytes is usual. */
const EXTRA_ALLOWANCE = 512;

/**
 * Groups the lines into reads. One read covers neighbors with gaps of at most `gapBytes`, and at most `readBytes` in
 * all. A larger clip has its own read.
 */
export function* planReads(
  lines: readonly ManifestLine[],
  archiveSize: number,
  limits: ReadLimits,
): Generator<PlannedRead, void, undefined> {
  let clips: PlannedClip[] = [];
  let start = 0;
  let end = 0;
  let lastOffset = -1;
  for (const line of lines) {
    const refusal = findProblem(line, archiveSize, limits);
    if (refusal === null) {
      const clipEnd = Math.min(planEnd(line), archiveSize);
      const isFirst = start === end;
      const isNeighbour = line.offset >= lastOffset && line.offset <= end + limits.gapBytes;
      if (!isFirst && (!isNeighbour || clipEnd - start > limits.readBytes)) {
        yield { start, end, clips };
        clips = [];
        start = end = line.offset;
      }
      if (isFirst) start = line.offset;
      end = Math.max(end, clipEnd);
      lastOffset = line.offset;
    }
    clips.push({ line, refusal });
  }
  if (clips.length > 0) yield { start, end, clips };
}

function planEnd(line: ManifestLine): number {
  if (line.object !== undefined) return line.offset + line.compressedSize;
  // UTF-8 is never shorter than the stored name, whatever its encoding.
  return (
    line.offset + LOCAL_HEADER.length + Buffer.byteLength(line.name) + EXTRA_ALLOWANCE + line.compressedSize
  );
}

function findProblem(line: ManifestLine, archiveSize: number, limits: ReadLimits): SerenadeError | null {
  const largest = Math.max(line.size, line.compressedSize);
  const isTooLarge = largest > limits.maxClipBytes;
  const problem = line.error ?? (isTooLarge ? clipTooLarge(largest, limits.maxClipBytes) : null);
  if (problem !== null) return new SerenadeError(problem.code, problem.message);
  const header = line.object === undefined ? LOCAL_HEADER.length : 0;
  if (line.offset + header + line.compressedSize > archiveSize) {
    return corrupt('The clip reaches beyond the end of the archive.');
  }
  return null;
}
