import type { Tensor, Tensor4D, Tf } from '../tf.js';
import { asRows } from './column-sums.js';
import type { Conv2dOptions } from './ops.js';
import { withGradient } from './with-gradient.js';

/**
 * Convolves images. The wasm engine lacks `Conv2DBackpropFilter`, so the filter gradient is a matrix product per tap.
 * The input gradient is a convolution with the rotated kernel, which that engine computes fast.
 */
export function conv2d(
  tf: Tf,
  x: Tensor,
  kernel: Tensor,
  { stride = 1, isFirst = false }: Conv2dOptions = {},
): Tensor {
  const pad = (kernel.shape[0] - 1) >> 1;
  return withGradient(
    tf,
    isFirst ? [kernel] : [x, kernel],
    () => ({
      value: tf.conv2d(padImages(tf, x as Tensor4D, pad), kernel as Tensor4D, stride, 'valid'),
      kept: { x, kernel },
    }),
    (gradient, kept) => {
      const [image, filter, dy] = [kept.x as Tensor4D, kept.kernel as Tensor4D, gradient as Tensor4D];
      const byFilter = filterGradient(tf, image, filter, dy, stride);
      return isFirst ? [byFilter] : [inputGradient(tf, image, filter, dy, stride), byFilter];
    },
  );
}

function inputGradient(tf: Tf, x: Tensor4D, filter: Tensor4D, gradient: Tensor4D, stride: number): Tensor {
  const pad = (filter.shape[0] - 1) >> 1;
  if (stride !== 1) {
    const [batch, height, width, channels] = x.shape;
    const full: [number, number, number, number] = [batch, height + 2 * pad, width + 2 * pad, channels];
    const whole = tf.conv2dTranspose(gradient, filter, full, stride, 'valid');
    return tf.slice(whole, [0, pad, pad, 0], x.shape);
  }
  const turned = tf.transpose<Tensor4D>(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(padImages(tf, gradient, pad), turned, 1, 'valid');
}

/** Pads every image with zeros. The native engine has no convolution with a border of a given width. */
function padImages(tf: Tf, x: Tensor4D, width: number): Tensor4D {
  const edge: [number, number] = [width, width];
  return tf.pad(x, [[0, 0], edge, edge, [0, 0]]);
}

/** Multiplies, for each tap, the values that it read by the gradient: `[taps, taps, inputs, outputs]`. */
function filterGradient(tf: Tf, x: Tensor4D, filter: Tensor4D, gradient: Tensor4D, stride: number): Tensor {
  const [taps, , inputs, outputs] = filter.shape;
  const [batch, height, width] = gradient.shape;
  const pad = (taps - 1) >> 1;
  const padded = padImages(tf, x, pad);
  const rowsT = tf.transpose(asRows(tf, gradient)); // [outputs, places]
  const products: Tensor[] = [];
  for (let row = 0; row < taps; row++) {
    for (let column = 0; column < taps; column++) {
      const read = readPlaces(tf, padded, [row, column], [height, width], stride); // [batch, height, width, inputs]
      products.push(tf.matMul(rowsT, tf.reshape(read, [batch * height * width, inputs])));
    }
  }
  const all = tf.reshape(tf.stack(products), [taps, taps, outputs, inputs]);
  return tf.transpose(all, [0, 1, 3, 2]);
}

function readPlaces(
  tf: Tf,
  padded: Tensor4D,
  [row, column]: readonly [number, number],
  [height, width]: readonly [number, number],
  stride: number,
): Tensor {
  const [batch, , , channels] = padded.shape;
  if (stride === 1) return tf.slice(padded, [0, row, column, 0], [batch, height, width, channels]);
  return tf.stridedSlice(
    padded,
    [0, row, column, 0],
    [batch, row + stride * (height - 1) + 1, column + stride * (width - 1) + 1, channels],
    [1, stride, stride, 1],
  );
}
