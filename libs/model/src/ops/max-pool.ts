import type { Tensor, Tensor4D, Tf } from '../tf.js';
import { withGradient } from './with-gradient.js';

/**
 * Takes the maximum of adjacent windows. The gradient goes to every value that equals its window's maximum. An engine's
 * own gradient goes to the first. The two differ only at ties, and after a ReLU ties are zeros, which pass no gradient
 * back.
 */
export function maxPool2d(tf: Tf, x: Tensor, size: readonly [number, number]): Tensor {
  const [rows, columns] = size;
  return withGradient(
    tf,
    [x],
    () => {
      const largest = tf.maxPool(x as Tensor4D, [rows, columns], [rows, columns], 'valid');
      return { value: largest, kept: { x, largest } };
    },
    (gradient, kept) => {
      const isLargest = tf.cast(tf.equal(kept.x, enlarge(tf, kept.largest, size, kept.x.shape)), 'float32');
      return [tf.mul(isLargest, enlarge(tf, gradient, size, kept.x.shape))];
    },
  );
}

/** Repeats each value over its whole window, with zeros outside all windows. */
function enlarge(
  tf: Tf,
  small: Tensor,
  [rows, columns]: readonly [number, number],
  [, height = 0, width = 0]: readonly number[],
): Tensor {
  const [, smallHeight = 0, smallWidth = 0] = small.shape;
  const [fullHeight, fullWidth] = [smallHeight * rows, smallWidth * columns];
  const full = tf.image.resizeNearestNeighbor(small as Tensor4D, [fullHeight, fullWidth]);
  if (fullHeight === height && fullWidth === width) return full;
  return tf.pad(full, [
    [0, 0],
    [0, height - fullHeight],
    [0, width - fullWidth],
    [0, 0],
  ]);
}
