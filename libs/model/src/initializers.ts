import type { Random } from '#libs/random';

/** Draws uniformly from ±sqrt(6 / (rows + columns)) (Glorot and Bengio 2010), as Keras does for kernels by default. */
export function glorotUniform(rows: number, columns: number, random: Random): Float32Array {
  const limit = Math.sqrt(6 / (rows + columns));
  return Float32Array.from({ length: rows * columns }, () => (2 * random.uniform() - 1) * limit);
}

/** Draws uniformly from ±sqrt(1 / fanIn), as PyTorch does for convolutions (He et al. 2015, slope sqrt 5). */
export function heUniform(fanIn: number, outputs: number, random: Random): Float32Array {
  const limit = Math.sqrt(1 / fanIn);
  return Float32Array.from({ length: fanIn * outputs }, () => (2 * random.uniform() - 1) * limit);
}

/**
 * Draws a matrix with orthonormal rows (Saxe et al. 2014), as Keras does for recurrent kernels by default. Two passes
 * of Gram-Schmidt in float64 make normal random numbers orthogonal to float32 precision.
 *
 * @param rows at most `columns`
 */
export function orthogonal(rows: number, columns: number, random: Random): Float32Array {
  const basis: Float64Array[] = [];
  while (basis.length < rows) {
    const row = Float64Array.from({ length: columns }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of basis) subtractProjection(row, other);
    }
    const length = Math.sqrt(dot(row, row));
    basis.push(row.map((value) => value / length));
  }
  return Float32Array.from(basis.flatMap((row) => [...row]));
}

/** Returns a bias for the gates i, f, c, o: ones for the forget gate f (Jozefowicz et al. 2015), zeros elsewhere. */
export function unitForgetBias(units: number): Float32Array {
  return new Float32Array(4 * units).fill(1, units, 2 * units);
}

function subtractProjection(row: Float64Array, unit: Float64Array): void {
  const share = dot(row, unit);
  for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) - share * (unit[at] ?? 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
