import { checkExtents, type Floats, type TensorInstance } from './instance.js';

/** Computes `to = aWeight a + bWeight b`, all of one length; `to` may be `a` or `b`. */
export function weightedSum(
  kernels: TensorInstance,
  a: Floats,
  aWeight: number,
  b: Floats,
  bWeight: number,
  to: Floats,
): void {
  const { length } = to;
  checkExtents({ length });
  const [first, second] = [kernels.place(a, length, 'a'), kernels.place(b, length, 'b')];
  kernels.exports.weightedSum(length, first, aWeight, second, bWeight, kernels.place(to, length, 'sum'));
}
