import { loadLanes, storeLanes } from './lanes';

/**
 * Performs one step of Adam or, with `decay`, of AdamW (Loshchilov and Hutter 2019), which shrinks weights
 * independently of the gradient. The results may overwrite the operands.
 *
 * @param rate the learning rate, including Adam's bias correction
 * @param epsilon added to the root of the corrected second moment
 * @param decay learning rate times weight decay
 * @param gradientScale factor of the gradient
 */
export function adam(
  count: i32,
  weights: usize,
  gradient: usize,
  first: usize,
  second: usize,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  decay: f32,
  gradientScale: f32,
  newWeights: usize,
  newFirst: usize,
  newSecond: usize,
): void {
  const kept1 = f32x4.splat(beta1);
  const added1 = f32x4.splat(1 - beta1);
  const kept2 = f32x4.splat(beta2);
  const added2 = f32x4.splat(1 - beta2);
  const kept = f32x4.splat(1 - decay);
  const step = f32x4.splat(rate);
  const added = f32x4.splat(epsilon);
  const scale = f32x4.splat(gradientScale);
  while (count > 0) {
    const isFour = count >= 4;
    const g = f32x4.mul(loadLanes(gradient, isFour), scale);
    const m = f32x4.add(f32x4.mul(loadLanes(first, isFour), kept1), f32x4.mul(g, added1));
    const v = f32x4.add(f32x4.mul(loadLanes(second, isFour), kept2), f32x4.mul(f32x4.mul(g, g), added2));
    const change = f32x4.div(f32x4.mul(m, step), f32x4.add(f32x4.sqrt(v), added));
    storeLanes(newFirst, m, isFour);
    storeLanes(newSecond, v, isFour);
    storeLanes(newWeights, f32x4.sub(f32x4.mul(loadLanes(weights, isFour), kept), change), isFour);
    const bytes: usize = isFour ? 16 : 4;
    count -= isFour ? 4 : 1;
    weights += bytes;
    gradient += bytes;
    first += bytes;
    second += bytes;
    newWeights += bytes;
    newFirst += bytes;
    newSecond += bytes;
  }
}
