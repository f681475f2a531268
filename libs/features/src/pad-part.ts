import type { FrameGrid } from './frame-grid.js';
import { mirrorIndex } from './frames.js';

/** Fills `out` with the part of `padFrames`' result that starts at `start`, followed by zeros. */
export function padPart(
  span: Float32Array,
  samples: number,
  grid: FrameGrid,
  start: number,
  out: Float32Array,
): void {
  const lead = grid.framing === 'left' ? 0 : grid.fftLength / 2;
  const first = start - lead; // The sample that stands at out[0].
  const from = Math.min(Math.max(0, -first), out.length);
  const to = Math.min(Math.max(from, span.length - first), out.length);
  out.fill(0, 0, from);
  out.set(span.subarray(first + from, first + to), from);
  out.fill(0, to);
  if (grid.framing !== 'centred-reflect') return;
  for (let i = 1; i <= lead; i++) {
    // Writes outside a typed array are ignored.
    if (first < 0) out[-i - first] = span[mirrorIndex(-i, samples)] ?? 0;
    if (first + out.length > samples)
      out[samples - 1 + i - first] = span[mirrorIndex(samples - 1 + i, samples)] ?? 0;
  }
}
