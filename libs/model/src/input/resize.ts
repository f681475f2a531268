interface Matrix {
  readonly frames: number;
  readonly coefficients: number;
  readonly values: Float32Array; // [frames, coefficients]
}

/**
 * The matrix read bilinearly at another size, pixel centres on pixel centres (PyTorch's `interpolate` with
 * `align_corners=False`); beyond the edges the edge counts.
 */
export function resized(
  { frames, coefficients, values }: Matrix,
  size: { readonly frames: number; readonly coefficients: number },
): Float32Array {
  const rows = places(frames, size.frames);
  const columns = places(coefficients, size.coefficients);
  const out = new Float32Array(size.frames * size.coefficients);
  rows.forEach(([top, bottom, down], frame) => {
    columns.forEach(([left, right, along], column) => {
      const at = (row: number, col: number): number => values[row * coefficients + col] ?? 0;
      const upper = at(top, left) + along * (at(top, right) - at(top, left));
      const lower = at(bottom, left) + along * (at(bottom, right) - at(bottom, left));
      out[frame * size.coefficients + column] = upper + down * (lower - upper);
    });
  });
  return out;
}

/** For each new place the old ones before and after it, and how far it lies between them. */
function places(from: number, to: number): (readonly [number, number, number])[] {
  return Array.from({ length: to }, (_, at) => {
    const place = Math.min(Math.max(((at + 0.5) * from) / to - 0.5, 0), from - 1);
    const before = Math.floor(place);
    return [before, Math.min(before + 1, from - 1), place - before] as const;
  });
}
