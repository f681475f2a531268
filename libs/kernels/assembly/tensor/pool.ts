// Max pooling of `[batch][height][width][channels]` in adjacent windows. Incomplete windows are dropped.
import { loadLanes, storeLanes } from './lanes';

/** @param height the height of the input; all sizes refer to the input */
export function maxPool(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  rows: i32,
  columns: i32,
  x: usize,
  y: usize,
): void {
  const pixel: usize = 4 * <usize>channels;
  const line: usize = <usize>width * pixel;
  for (let image: i32 = 0; image < batch; image++, x += <usize>height * line) {
    for (let top: i32 = 0; top + rows <= height; top += rows) {
      for (let left: i32 = 0; left + columns <= width; left += columns) {
        let from = x + <usize>top * line + <usize>left * pixel;
        for (let rest = channels; rest > 0;) {
          const isFour = rest >= 4;
          storeLanes(y, windowMax(from, line, pixel, rows, columns, isFour), isFour);
          const bytes: usize = isFour ? 16 : 4;
          rest -= isFour ? 4 : 1;
          from += bytes;
          y += bytes;
        }
      }
    }
  }
}

function windowMax(from: usize, line: usize, pixel: usize, rows: i32, columns: i32, isFour: bool): v128 {
  let largest = loadLanes(from, isFour);
  for (let row: i32 = 0; row < rows; row++, from += line) {
    let at = from;
    for (let column: i32 = 0; column < columns; column++, at += pixel) {
      largest = f32x4.max(largest, loadLanes(at, isFour));
    }
  }
  return largest;
}

/** Passes the gradient to every value that equals its window's maximum and writes zeros elsewhere in `dx`. */
export function maxPoolGradient(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  rows: i32,
  columns: i32,
  x: usize,
  y: usize,
  dy: usize,
  dx: usize,
): void {
  const pixel: usize = 4 * <usize>channels;
  const line: usize = <usize>width * pixel;
  if (height % rows || width % columns) memory.fill(dx, 0, <usize>batch * <usize>height * line);
  for (let image: i32 = 0; image < batch; image++, x += <usize>height * line, dx += <usize>height * line) {
    for (let top: i32 = 0; top + rows <= height; top += rows) {
      for (let left: i32 = 0; left + columns <= width; left += columns) {
        const window = <usize>top * line + <usize>left * pixel;
        spreadPixel(x + window, y, dy, dx + window, line, pixel, channels, rows, columns);
        y += pixel;
        dy += pixel;
      }
    }
  }
}

/** Processes all channels of one window. */
function spreadPixel(
  x: usize,
  y: usize,
  dy: usize,
  dx: usize,
  line: usize,
  pixel: usize,
  channels: i32,
  rows: i32,
  columns: i32,
): void {
  for (let rest = channels; rest > 0;) {
    const isFour = rest >= 4;
    const largest = loadLanes(y, isFour);
    const gradient = loadLanes(dy, isFour);
    for (let row: i32 = 0; row < rows; row++) {
      let at = <usize>row * line;
      for (let column: i32 = 0; column < columns; column++, at += pixel) {
        storeLanes(dx + at, v128.and(gradient, f32x4.eq(loadLanes(x + at, isFour), largest)), isFour);
      }
    }
    const bytes: usize = isFour ? 16 : 4;
    rest -= isFour ? 4 : 1;
    x += bytes;
    y += bytes;
    dy += bytes;
    dx += bytes;
  }
}
