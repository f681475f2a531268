import { loadLanes, storeLanes } from './lanes';

/** Computes `to = aWeight a + bWeight b`. The result may overwrite an operand. */
export function weightedSum(count: i32, a: usize, aWeight: f32, b: usize, bWeight: f32, to: usize): void {
  const u = f32x4.splat(aWeight);
  const v = f32x4.splat(bWeight);
  for (; count >= 4; count -= 4, a += 16, b += 16, to += 16) {
    v128.store(to, f32x4.add(f32x4.mul(u, v128.load(a)), f32x4.mul(v, v128.load(b))));
  }
  for (; count > 0; count--, a += 4, b += 4, to += 4) {
    storeLanes(to, f32x4.add(f32x4.mul(u, loadLanes(a, false)), f32x4.mul(v, loadLanes(b, false))), false);
  }
}
