import { attentionPooling, attentionPoolingSpecs } from './attention-pooling.js';
import { excludePadding, number } from './attentive-statistics.js';
import type { Network, Pass, WeightSpec } from './network.js';
import { columnOf } from './residual-lstm.js';
import { batchNormSpecs, convSpec, dense, denseSpecs, layerNormSpecs, normWeights } from './specs.js';

const TAPS = 5;
/** The number of frames that each convolution's pooling merges into one. */
const POOL = 2;
const FEED_FORWARD = 2;
/** Wavelengths of the position codes go up to 2 pi times this number (Vaswani et al. 2017). */
const LONGEST = 10_000;

/**
 * Two convolutions over time that each halve the frames, position codes, pre-norm self-attention layers (Vaswani et al.
 * 2017; Xiong et al. 2020), attention pooling, dropout, dense.
 */
export const convTransformer: Network<'conv-transformer'> = {
  name: 'conv-transformer',
  weightSpecs: ({ width, layers }, { coefficients }, classes) => [
    convSpec('conv_1', [TAPS, coefficients, width]),
    ...batchNormSpecs('conv_1', width),
    convSpec('conv_2', [TAPS, width, width]),
    ...batchNormSpecs('conv_2', width),
    ...Array.from({ length: layers }, (_, layer) => layerSpecs(`layer_${layer + 1}`, width)).flat(),
    ...layerNormSpecs('norm', width),
    ...attentionPoolingSpecs('pooling', width, width),
    ...denseSpecs('dense', width, classes),
  ],
  logits(pass, { layers, heads, dropout }) {
    const { ops } = pass;
    let x = pass.inputs;
    let mask = pass.mask;
    for (const layer of ['conv_1', 'conv_2']) {
      const linear = ops.conv1d(x, pass.weight(`${layer}/kernel`));
      x = halveFrames(pass, pass.batchNorm(layer, linear, { relu: true, mask: columnOf({ ...pass, mask }) }));
      mask = mask && halveMask(pass, mask);
    }
    x = pass.dropout(ops.add(x, encodePositions(pass, x)), dropout);
    for (let layer = 1; layer <= layers; layer++)
      x = selfAttentionLayer(pass, `layer_${layer}`, x, mask, heads, dropout);
    const normal = ops.layerNorm(x, normWeights(pass, 'norm'));
    return dense(pass, 'dense', pass.dropout(attentionPooling(pass, 'pooling', normal, mask), dropout));
  },
};

function layerSpecs(layer: string, width: number): WeightSpec[] {
  return [
    ...layerNormSpecs(`${layer}/norm_1`, width),
    ...['query', 'key', 'value', 'output'].flatMap((name) => denseSpecs(`${layer}/${name}`, width, width)),
    ...layerNormSpecs(`${layer}/norm_2`, width),
    ...denseSpecs(`${layer}/expand`, width, FEED_FORWARD * width),
    ...denseSpecs(`${layer}/contract`, FEED_FORWARD * width, width),
  ];
}

function selfAttentionLayer<T>(
  pass: Pass<T>,
  layer: string,
  x: T,
  mask: T | null,
  heads: number,
  rate: number,
): T {
  const { ops } = pass;
  const before = ops.layerNorm(x, normWeights(pass, `${layer}/norm_1`));
  const seen = selfAttention(pass, layer, before, mask, heads);
  const middle = ops.add(x, pass.dropout(seen, rate));
  const normal = ops.layerNorm(middle, normWeights(pass, `${layer}/norm_2`));
  const wide = ops.relu(dense(pass, `${layer}/expand`, normal));
  return ops.add(middle, pass.dropout(dense(pass, `${layer}/contract`, wide), rate));
}

/** Computes self-attention, `[batch, frames, width]`. No frame attends to padding. */
function selfAttention<T>(pass: Pass<T>, layer: string, x: T, mask: T | null, heads: number): T {
  const { ops } = pass;
  const [batch = 0, frames = 0, width = 0] = ops.shapeOf(x);
  const size = width / heads;
  const split = (name: string): T => {
    const byHead = ops.reshape(dense(pass, `${layer}/${name}`, x), [batch, frames, heads, size]);
    return ops.transpose(byHead, [0, 2, 1, 3]);
  };
  const keys = ops.transpose(split('key'), [0, 1, 3, 2]); // [batch, heads, size, frames]
  const scores = ops.mul(ops.matMul(split('query'), keys), number(pass, 1 / Math.sqrt(size)));
  const excluded = mask && ops.reshape(excludePadding(pass, mask), [batch, 1, 1, frames]);
  const shares = ops.softmax(excluded === null ? scores : ops.add(scores, excluded), 3);
  const joined = ops.transpose(ops.matMul(shares, split('value')), [0, 2, 1, 3]);
  return dense(pass, `${layer}/output`, ops.reshape(joined, [batch, frames, width]));
}

function halveFrames<T>({ ops }: Pass<T>, x: T): T {
  const [batch = 0, frames = 0, width = 0] = ops.shapeOf(x);
  const pooled = ops.maxPool2d(ops.reshape(x, [batch, frames, 1, width]), [POOL, 1]);
  return ops.reshape(pooled, [batch, Math.floor(frames / POOL), width]);
}

function halveMask<T>(pass: Pass<T>, mask: T): T {
  const { ops } = pass;
  const [batch = 0, frames = 0] = ops.shapeOf(mask);
  const halved = halveFrames(pass, ops.reshape(mask, [batch, frames, 1]));
  return ops.reshape(halved, [batch, Math.floor(frames / POOL)]);
}

/** Encodes frame positions as sin and cos at wavelengths from 2 pi to 2 pi `LONGEST`, `[1, frames, width]`. */
function encodePositions<T>({ ops }: Pass<T>, x: T): T {
  const [, frames = 0, width = 0] = ops.shapeOf(x);
  const values = Float32Array.from({ length: frames * width }, (_, at) => {
    const channel = at % width;
    const angle = Math.floor(at / width) / LONGEST ** ((channel & ~1) / width);
    return channel % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
  return ops.constant(values, [1, frames, width]);
}
