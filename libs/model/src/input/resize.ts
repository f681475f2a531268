interface Size {
  readonly frames: number;
  readonly coefficients: number;
}

/**
 * Resizes a matrix by bilinear interpolation with aligned pixel centers (PyTorch's `interpolate` with
 * `align_corners=False`). Positions beyond the edges take the edge's value.
 */
export function resizeMatrix(
  { frames, coefficients, values }: Size & { readonly values: Float32Array },
  size: Size,
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

/** Returns, for each new position, the old positions before and after it and the fraction between them. */
function places(from: number, to: number): (readonly [number, number, number])[] {
  return Array.from({ length: to }, (_, at) => {
    const place = Math.min(Math.max(((at + 0.5) * from) / to - 0.5, 0), from - 1);
    const before = Math.floor(place);
    return [before, Math.min(before + 1, from - 1), place - before] as const;
  });
}
