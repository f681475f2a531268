/** Computes, for each radix-4 pass of a Stockham FFT from `points` down, `w^p, w^2p, w^3p` of `w = e^(-2 pi i / length)`. */
export function passTwiddles(points: number): Float64Array {
  const all: number[] = [];
  for (let length = points; length >= 4; length = Math.floor(length / 4)) {
    for (let p = 0; p < length / 4; p++) {
      for (let power = 1; power <= 3; power++) pushRoot(all, p * power, length);
    }
  }
  return Float64Array.from(all);
}

/** Computes `e^(-2 pi i k / n)` for k from 0 to n / 4, which split the transform of n / 2 points. */
export function splitTwiddles(n: number): Float64Array {
  const all: number[] = [];
  for (let k = 0; k <= n / 4; k++) pushRoot(all, k, n);
  return Float64Array.from(all);
}

function pushRoot(to: number[], k: number, n: number): void {
  const angle = (2 * Math.PI * k) / n;
  to.push(Math.cos(angle), -Math.sin(angle));
}
