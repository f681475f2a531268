import type { PooledDefinition } from '#libs/contracts';

/** The frames `[start, end)` that a bin averages. */
export interface FrameRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Divides frames among bins. Equal bins follow numpy.array_split: the first `frames % bins` have one more frame. Bins
 * of a fixed size omit later frames. If there are too few frames, each empty bin takes the nearest frame.
 */
export function poolingRanges(
  frames: number,
  { bins, framesPerBin }: PooledDefinition['pooling'],
): FrameRange[] {
  return Array.from({ length: bins }, (_, bin) => {
    if (framesPerBin !== null) return clampRange(bin * framesPerBin, (bin + 1) * framesPerBin, frames);
    if (frames < bins) return oneFrame(Math.floor((bin * frames) / bins));
    const size = Math.floor(frames / bins);
    const larger = frames % bins;
    const start = bin * size + Math.min(bin, larger);
    return { start, end: start + size + (bin < larger ? 1 : 0) };
  });
}

/** Returns one range for each frame. */
export function everyFrame(frames: number): FrameRange[] {
  return Array.from({ length: frames }, (_, frame) => oneFrame(frame));
}

function clampRange(start: number, end: number, frames: number): FrameRange {
  return start < frames ? { start, end: Math.min(end, frames) } : oneFrame(frames - 1);
}

function oneFrame(frame: number): FrameRange {
  return { start: frame, end: frame + 1 };
}
