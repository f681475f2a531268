import { sumsOfLanes } from './pcm16';

/**
 * `decimate16` for one channel at 48 kHz, what most archives hold. With the stride known, the four outputs of a step
 * share one address, which saves an eighth of the instructions.
 */
export function decimate16By3(
  from: usize,
  high: usize,
  low: usize,
  taps: i32,
  outputs: i32,
  highGain: f32,
  lowGain: f32,
  to: usize,
): void {
  const toLow = low - high;
  const highEnd = high + 2 * <usize>taps;
  const gainH = f32x4.splat(highGain);
  const gainL = f32x4.splat(lowGain);
  for (let end = to + 4 * <usize>outputs; to < end; to += 16, from += 24) {
    let at = from;
    let h0 = i32x4.splat(0);
    let h1 = h0;
    let h2 = h0;
    let h3 = h0;
    let l0 = h0;
    let l1 = h0;
    let l2 = h0;
    let l3 = h0;
    for (let tap = high; tap < highEnd; tap += 16, at += 16) {
      const h = v128.load(tap);
      const l = v128.load(tap + toLow);
      let x = v128.load(at);
      h0 = i32x4.add(h0, i32x4.dot_i16x8_s(x, h));
      l0 = i32x4.add(l0, i32x4.dot_i16x8_s(x, l));
      x = v128.load(at, 6);
      h1 = i32x4.add(h1, i32x4.dot_i16x8_s(x, h));
      l1 = i32x4.add(l1, i32x4.dot_i16x8_s(x, l));
      x = v128.load(at, 12);
      h2 = i32x4.add(h2, i32x4.dot_i16x8_s(x, h));
      l2 = i32x4.add(l2, i32x4.dot_i16x8_s(x, l));
      x = v128.load(at, 18);
      h3 = i32x4.add(h3, i32x4.dot_i16x8_s(x, h));
      l3 = i32x4.add(l3, i32x4.dot_i16x8_s(x, l));
    }
    const sumH = f32x4.convert_i32x4_s(sumsOfLanes(h0, h1, h2, h3));
    const sumL = f32x4.convert_i32x4_s(sumsOfLanes(l0, l1, l2, l3));
    v128.store(to, f32x4.add(f32x4.mul(sumH, gainH), f32x4.mul(sumL, gainL)));
  }
}
