/** Returns the radix of the first pass: 4 if `points` is a power of four, otherwise 2. */
export function firstPass(points: number): 2 | 4 {
  return Math.log2(points) % 2 === 0 ? 4 : 2;
}

/** Returns the order in which a radix-4 decimation in time reads its inputs. */
export function reverseDigits(points: number): Int32Array {
  if (points === firstPass(points)) return Int32Array.from({ length: points }, (_, i) => i);
  const inner = reverseDigits(points / 4);
  return Int32Array.from({ length: points }, (_, i) => {
    const residue = Math.floor(i / inner.length);
    return 4 * (inner[i % inner.length] ?? 0) + residue;
  });
}

/** Returns `e^(-2 pi i k / n)` for k below `count`, as pairs of real and imaginary part. */
export function unitCircle(n: number, count: number): Float64Array {
  const circle = new Float64Array(2 * count);
  for (let k = 0; k < count; k++) {
    circle[2 * k] = Math.cos((2 * Math.PI * k) / n);
    circle[2 * k + 1] = -Math.sin((2 * Math.PI * k) / n);
  }
  return circle;
}

/** Returns the twiddles of a radix-4 pass: `w^j, w^2j, w^3j` of `w = e^(-2 pi i / size)` for j below `size / 4`. */
export function passTwiddles(size: number): Float64Array {
  const table = new Float64Array(6 * (size / 4));
  for (let j = 0; j < size / 4; j++) {
    for (let power = 1; power <= 3; power++) {
      const angle = (2 * Math.PI * j * power) / size;
      table[6 * j + 2 * power - 2] = Math.cos(angle);
      table[6 * j + 2 * power - 1] = -Math.sin(angle);
    }
  }
  return table;
}
