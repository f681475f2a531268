import type { PooledDefinition } from '#libs/contracts';

/** The frames `[start, end)` that a bin averages. */
export interface FrameRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Divides frames among bins. Equal bins follow numpy.array_split: the first `frames % bins` have one frame more.
 * Bins of a fixed size leave later frames out. Where frames are too few, a bin takes the frame nearest to it, so
 * that none is empty.
 */
export function poolingRanges(
  frames: number,
  { bins, framesPerBin }: PooledDefinition['pooling'],
): FrameRange[] {
  return Array.from({ length: bins }, (_, bin) => {
    if (framesPerBin !== null) return clamped(bin * framesPerBin, (bin + 1) * framesPerBin, frames);
    if (frames < bins) return oneFrame(Math.floor((bin * frames) / bins));
    const size = Math.floor(frames / bins);
    const larger = frames % bins;
    const start = bin * size + Math.min(bin, larger);
    return { start, end: start + size + (bin < larger ? 1 : 0) };
  });
}

function clamped(start: number, end: number, frames: number): FrameRange {
  return start < frames ? { start, end: Math.min(end, frames) } : oneFrame(frames - 1);
}

function oneFrame(frame: number): FrameRange {
  return { start: frame, end: frame + 1 };
}
