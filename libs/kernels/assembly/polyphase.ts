// Polyphase filters over float samples. A table has one row of taps for each position of an output between two inputs.
// Rows are padded with zero taps to a multiple of 4.

/** Computes `to[n] = sum h[k] x[n stride + k]`. Four outputs share each load of taps. `stride` is in bytes. */
export function decimate(from: usize, stride: usize, h: usize, taps: i32, outputs: i32, to: usize): void {
  const hEnd = h + 4 * <usize>taps;
  for (let end = to + 4 * <usize>outputs; to < end; to += 16, from += 4 * stride) {
    let x0 = from;
    let x1 = x0 + stride;
    let x2 = x1 + stride;
    let x3 = x2 + stride;
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let at = h; at < hEnd; at += 16) {
      const tap = v128.load(at);
      s0 = f32x4.add(s0, f32x4.mul(tap, v128.load(x0)));
      s1 = f32x4.add(s1, f32x4.mul(tap, v128.load(x1)));
      s2 = f32x4.add(s2, f32x4.mul(tap, v128.load(x2)));
      s3 = f32x4.add(s3, f32x4.mul(tap, v128.load(x3)));
      x0 += 16;
      x1 += 16;
      x2 += 16;
      x3 += 16;
    }
    const s01 = f32x4.add(f32x4.shuffle(s0, s1, 0, 4, 1, 5), f32x4.shuffle(s0, s1, 2, 6, 3, 7));
    const s23 = f32x4.add(f32x4.shuffle(s2, s3, 0, 4, 1, 5), f32x4.shuffle(s2, s3, 2, 6, 3, 7));
    v128.store(to, f32x4.add(f32x4.shuffle(s01, s23, 0, 1, 4, 5), f32x4.shuffle(s01, s23, 2, 3, 6, 7)));
  }
}

/** Computes outputs. Output n lies `phase / up` after input `from + n down / up` and uses row `phase` of the table. */
export function polyphase(
  from: usize,
  phase: i32,
  up: i32,
  down: i32,
  table: usize,
  taps: i32,
  outputs: i32,
  to: usize,
): void {
  const rowBytes: usize = 4 * <usize>taps;
  const step: usize = 4 * <usize>(down / up);
  const phaseStep = down % up;
  for (let end = to + 4 * <usize>outputs; to < end; to += 4) {
    f32.store(to, dot(from, table + <usize>phase * rowBytes, taps));
    from += step;
    phase += phaseStep;
    if (phase >= up) {
      phase -= up;
      from += 4;
    }
  }
}

/**
 * Works like `polyphase` with a table of `rows` rows per sample plus one. It interpolates between two rows' outputs.
 */
export function interpolated(
  from: usize,
  phase: i32,
  up: i32,
  down: i32,
  table: usize,
  taps: i32,
  rows: i32,
  outputs: i32,
  to: usize,
): void {
  const rowBytes: usize = 4 * <usize>taps;
  const step: usize = 4 * <usize>(down / up);
  const phaseStep = down % up;
  for (let end = to + 4 * <usize>outputs; to < end; to += 4) {
    const place = (<f64>phase / <f64>up) * <f64>rows;
    const row = <i32>place;
    const before = dot(from, table + <usize>row * rowBytes, taps);
    const after = dot(from, table + <usize>(row + 1) * rowBytes, taps);
    f32.store(to, before + <f32>(place - <f64>row) * (after - before));
    from += step;
    phase += phaseStep;
    if (phase >= up) {
      phase -= up;
      from += 4;
    }
  }
}

function dot(x: usize, h: usize, taps: i32): f32 {
  let even = f32x4.splat(0);
  let odd = even;
  const end = h + 4 * <usize>taps;
  for (; h + 32 <= end; h += 32, x += 32) {
    even = f32x4.add(even, f32x4.mul(v128.load(h), v128.load(x)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(h, 16), v128.load(x, 16)));
  }
  if (h < end) even = f32x4.add(even, f32x4.mul(v128.load(h), v128.load(x)));
  const s = f32x4.add(even, odd);
  const pairs = f32x4.add(s, f32x4.shuffle(s, s, 2, 3, 2, 3));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Returns the bits of the largest magnitude of `count` samples (rounded up to 4). NaN ranks above infinity. */
export function peakBits(from: usize, count: i32): i32 {
  const magnitude = i32x4.splat(0x7fffffff);
  let high = i32x4.splat(0);
  for (let end = from + 4 * <usize>count; from < end; from += 16) {
    high = i32x4.max_s(high, v128.and(v128.load(from), magnitude));
  }
  const a = max(i32x4.extract_lane(high, 0), i32x4.extract_lane(high, 1));
  const b = max(i32x4.extract_lane(high, 2), i32x4.extract_lane(high, 3));
  return max(a, b);
}
