// The transforms of F(2 x 2, 3 x 3). `d` is the input of a tile, `g` the filter, `Y` its outputs:
//   Y = A' [(G g G') (B' d B)] A,  A' = [1 1 1 0; 0 1 -1 -1],  G = [1 0 0; .5 .5 .5; .5 -.5 .5; 0 0 1],
//   B' = [1 0 -1 0; 0 1 1 0; 0 -1 1 0; 0 1 0 -1]
// The transforms process four channels at once, except the filter's. The number of channels is a multiple of four.

/** The number of values in a transformed 4 x 4 tile. */
export const PLACES: usize = 16;

/**
 * Computes `B' d` for one row of tiles: four rows, with an existing pixel of zeros on the left and right.
 *
 * @param y the first row of the image that the tiles read, which may be -1; rows outside the image are zeros
 * @param rows `[5][columns of the tiles + 2][channels]`, of which the last row is zeros
 */
export function transformColumns(
  image: usize,
  y: i32,
  height: i32,
  width: i32,
  channels: i32,
  rows: usize,
): void {
  const pixel: usize = 4 * <usize>channels;
  const line = <usize>width * pixel;
  const rowStep = <usize>(((width + 1) / 2) * 2 + 2) * pixel;
  const zeros = rows + 4 * rowStep;
  const first = image + <usize>y * line;
  let d0 = y >= 0 ? first : zeros;
  let d1 = first + line;
  let d2 = y + 2 < height ? first + 2 * line : zeros;
  let d3 = y + 3 < height ? first + 3 * line : zeros;
  let to = rows + pixel;
  for (const end = to + line; to < end; to += 16, d0 += 16, d1 += 16, d2 += 16, d3 += 16) {
    const v1 = v128.load(d1);
    const v2 = v128.load(d2);
    v128.store(to, f32x4.sub(v128.load(d0), v2));
    v128.store(to + rowStep, f32x4.add(v1, v2));
    v128.store(to + 2 * rowStep, f32x4.sub(v2, v1));
    v128.store(to + 3 * rowStep, f32x4.sub(v1, v128.load(d3)));
  }
}

/** Computes `(B' d) B` for one row of tiles, `[tiles][channels]` for each place. */
export function transformRows(rows: usize, tiles: i32, channels: i32, to: usize, toStep: usize): void {
  const pixel: usize = 4 * <usize>channels;
  const rowStep = <usize>(2 * tiles + 2) * pixel;
  for (let row: usize = 0; row < 4; row++, rows += rowStep, to += 4 * toStep) {
    let from = rows;
    let place = to;
    for (let tile: i32 = 0; tile < tiles; tile++, from += pixel) {
      for (const end = from + pixel; from < end; from += 16, place += 16) {
        const v1 = v128.load(from + pixel);
        const v2 = v128.load(from + 2 * pixel);
        v128.store(place, f32x4.sub(v128.load(from), v2));
        v128.store(place + toStep, f32x4.add(v1, v2));
        v128.store(place + 2 * toStep, f32x4.sub(v2, v1));
        v128.store(place + 3 * toStep, f32x4.sub(v1, v128.load(from + 3 * pixel)));
      }
    }
  }
}

/**
 * Packs `G g G'` into panels `[columns][inputs][8]` for each place.
 *
 * @param isTurned true to rotate the filter by 180 degrees; it is then `[3][3][outputs][inputs]`
 */
export function filterPanels(
  filter: usize,
  inputs: i32,
  outputs: i32,
  isTurned: bool,
  panels: usize,
  panelStep: usize,
): void {
  const tap: usize = 4 * <usize>(inputs * outputs);
  const inStep: usize = isTurned ? 4 : 4 * <usize>outputs;
  const outStep: usize = isTurned ? 4 * <usize>inputs : 4;
  const step: usize = isTurned ? 0 - tap : tap;
  const first = isTurned ? filter + 8 * tap : filter;
  // The padding of a narrow panel is multiplied too, and leftover values may be subnormal, which are slow.
  if (outputs & 7) memory.fill(panels, 0, PLACES * panelStep);
  for (let output: i32 = 0; output < outputs; output++) {
    const panel = panels + 32 * <usize>((output / 8) * inputs) + 4 * <usize>(output & 7);
    for (let input: i32 = 0; input < inputs; input++) {
      const at = first + <usize>input * inStep + <usize>output * outStep;
      transformFilter(at, step, panel + 32 * <usize>input, panelStep);
    }
  }
}

/** Transforms one filter of nine values, `step` apart. */
function transformFilter(g: usize, step: usize, to: usize, toStep: usize): void {
  const row = 3 * step;
  for (let column: usize = 0; column < 3; column++, g += step) {
    const a = f32.load(g);
    const b = f32.load(g + row);
    const c = f32.load(g + 2 * row);
    // The first three columns hold `G g` until the rows of the result overwrite them.
    f32.store(to + column * toStep, a);
    f32.store(to + (4 + column) * toStep, <f32>0.5 * (a + b + c));
    f32.store(to + (8 + column) * toStep, <f32>0.5 * (a - b + c));
    f32.store(to + (12 + column) * toStep, c);
  }
  for (let place: usize = 0; place < 4; place++, to += 4 * toStep) {
    const a = f32.load(to);
    const b = f32.load(to + toStep);
    const c = f32.load(to + 2 * toStep);
    f32.store(to + toStep, <f32>0.5 * (a + b + c));
    f32.store(to + 2 * toStep, <f32>0.5 * (a - b + c));
    f32.store(to + 3 * toStep, c);
  }
}

/**
 * Computes `A' m A` for one row of tiles: two rows of outputs, or one if the height is odd.
 *
 * @param m `[tiles][channels]` for each place
 */
export function outputRow(
  m: usize,
  mStep: usize,
  width: i32,
  channels: i32,
  hasSecond: bool,
  to: usize,
): void {
  const pixel: usize = 4 * <usize>channels;
  const line = <usize>width * pixel;
  for (let column: i32 = 0; column < width; column += 2, to += pixel) {
    const hasRight = column + 1 < width;
    for (const end = to + pixel; to < end; to += 16, m += 16) {
      let row = m;
      let a = v128.load(row + mStep);
      let b = v128.load(row + 2 * mStep);
      let y00 = f32x4.add(v128.load(row), f32x4.add(a, b));
      let y01 = f32x4.sub(f32x4.sub(a, b), v128.load(row + 3 * mStep));
      row += 4 * mStep;
      a = v128.load(row + mStep);
      b = v128.load(row + 2 * mStep);
      let s = f32x4.add(v128.load(row), f32x4.add(a, b));
      let t = f32x4.sub(f32x4.sub(a, b), v128.load(row + 3 * mStep));
      y00 = f32x4.add(y00, s);
      y01 = f32x4.add(y01, t);
      let y10 = s;
      let y11 = t;
      row += 4 * mStep;
      a = v128.load(row + mStep);
      b = v128.load(row + 2 * mStep);
      s = f32x4.add(v128.load(row), f32x4.add(a, b));
      t = f32x4.sub(f32x4.sub(a, b), v128.load(row + 3 * mStep));
      v128.store(to, f32x4.add(y00, s));
      if (hasRight) v128.store(to + pixel, f32x4.add(y01, t));
      if (!hasSecond) continue;
      y10 = f32x4.sub(y10, s);
      y11 = f32x4.sub(y11, t);
      row += 4 * mStep;
      a = v128.load(row + mStep);
      b = v128.load(row + 2 * mStep);
      s = f32x4.add(v128.load(row), f32x4.add(a, b));
      t = f32x4.sub(f32x4.sub(a, b), v128.load(row + 3 * mStep));
      v128.store(to + line, f32x4.sub(y10, s));
      if (hasRight) v128.store(to + line + pixel, f32x4.sub(y11, t));
    }
  }
}

/**
 * Packs `A dY A'` for one row of tiles into panels, `[columns][tiles][8]` for each place.
 *
 * @param columnStep bytes from one panel of eight channels to the next
 */
export function tileGradientRow(
  gradient: usize,
  width: i32,
  channels: i32,
  hasSecond: bool,
  to: usize,
  columnStep: usize,
  toStep: usize,
): void {
  const pixel: usize = 4 * <usize>channels;
  const line = <usize>width * pixel;
  const zero = f32x4.splat(0);
  for (let column: i32 = 0; column < width; column += 2, gradient += pixel, to += 32) {
    const hasRight = column + 1 < width;
    let place = to;
    for (let channel: i32 = 0; channel < channels; channel += 4, gradient += 16) {
      const y00 = v128.load(gradient);
      const y01 = hasRight ? v128.load(gradient + pixel) : zero;
      const y10 = hasSecond ? v128.load(gradient + line) : zero;
      const y11 = hasSecond && hasRight ? v128.load(gradient + line + pixel) : zero;
      spread(y00, y01, place, toStep);
      spread(f32x4.add(y00, y10), f32x4.add(y01, y11), place + 4 * toStep, toStep);
      spread(f32x4.sub(y00, y10), f32x4.sub(y01, y11), place + 8 * toStep, toStep);
      spread(f32x4.neg(y10), f32x4.neg(y11), place + 12 * toStep, toStep);
      place += channel & 4 ? columnStep - 16 : 16;
    }
  }
}

/** Writes a row of `(A dY) A'`. */
function spread(a: v128, b: v128, to: usize, toStep: usize): void {
  v128.store(to, a);
  v128.store(to + toStep, f32x4.add(a, b));
  v128.store(to + 2 * toStep, f32x4.sub(a, b));
  v128.store(to + 3 * toStep, f32x4.neg(b));
}

/**
 * Computes `G' m G`, the nine taps of the filter gradient. `m` has `bytes` bytes for each place, and so has each tap.
 */
export function gradientOfFilter(m: usize, bytes: usize, gradient: usize): void {
  const half = f32x4.splat(0.5);
  for (const end = m + bytes; m < end; m += 16, gradient += 16) {
    // `m G` overwrites the first three columns.
    for (let row = m, rest: i32 = 0; rest < 4; rest++, row += 4 * bytes) {
      const b = f32x4.mul(half, v128.load(row + bytes));
      const c = f32x4.mul(half, v128.load(row + 2 * bytes));
      const sum = f32x4.add(b, c);
      v128.store(row, f32x4.add(v128.load(row), sum));
      v128.store(row + bytes, f32x4.sub(b, c));
      v128.store(row + 2 * bytes, f32x4.add(sum, v128.load(row + 3 * bytes)));
    }
    for (let column: usize = 0; column < 3; column++) {
      const at = m + column * bytes;
      const to = gradient + column * bytes;
      const b = f32x4.mul(half, v128.load(at + 4 * bytes));
      const c = f32x4.mul(half, v128.load(at + 8 * bytes));
      const sum = f32x4.add(b, c);
      v128.store(to, f32x4.add(v128.load(at), sum));
      v128.store(to + 3 * bytes, f32x4.sub(b, c));
      v128.store(to + 6 * bytes, f32x4.add(sum, v128.load(at + 12 * bytes)));
    }
  }
}
