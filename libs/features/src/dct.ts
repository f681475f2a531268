/**
 * Computes the orthonormal DCT-II basis, scipy's dct(type=2, norm='ortho'): `sqrt(2 / n) cos(pi k (2 m + 1) / 2 n)`,
 * with row 0 divided by sqrt 2.
 */
export function dctBasis(coefficients: number, bands: number): Float64Array {
  const basis = new Float64Array(coefficients * bands); // [coefficients, bands]
  for (let k = 0; k < coefficients; k++) {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / bands);
    for (let m = 0; m < bands; m++) {
      basis[k * bands + m] = scale * Math.cos((Math.PI * k * (2 * m + 1)) / (2 * bands));
    }
  }
  return basis;
}

/** Transforms one vector of log powers. Writes one number per row of the basis to `out`, starting at `at`. */
export function applyDct(basis: Float64Array, input: Float64Array, out: Float32Array, at: number): void {
  const bands = input.length;
  for (let row = 0, to = at; row < basis.length; row += bands, to++) {
    let even = 0;
    let odd = 0;
    let m = 0;
    for (; m + 1 < bands; m += 2) {
      even += (basis[row + m] ?? 0) * (input[m] ?? 0);
      odd += (basis[row + m + 1] ?? 0) * (input[m + 1] ?? 0);
    }
    if (m < bands) even += (basis[row + m] ?? 0) * (input[m] ?? 0);
    out[to] = even + odd;
  }
}
