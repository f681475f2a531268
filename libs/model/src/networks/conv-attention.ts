import type { RecipeFor } from '#libs/contracts';
import { attentiveStatistics, attentiveStatisticsSpecs } from './attentive-statistics.js';
import type { Network, Pass } from './network.js';
import { batchNormSpecs, convSpec, dense, denseSpecs } from './specs.js';

const WIDTH = 128;
const ATTENTION = 32;

interface ConvLayer {
  readonly name: string;
  readonly taps: number;
  /** The number of channels at width 1. */
  readonly channels: number;
  readonly stride: number;
  /** Pooling over frames and over coefficients. Null for none. */
  readonly pool: readonly [number, number] | null;
  readonly isDropped: boolean;
}

const LAYERS: readonly ConvLayer[] = [
  { name: 'conv_1', taps: 5, channels: 16, stride: 2, pool: null, isDropped: false },
  { name: 'conv_2', taps: 3, channels: 32, stride: 1, pool: [2, 2], isDropped: false },
  { name: 'conv_3', taps: 3, channels: 48, stride: 1, pool: [2, 2], isDropped: true },
  { name: 'conv_4', taps: 3, channels: 64, stride: 1, pool: [1, 2], isDropped: true },
];

/**
 * A small convolutional network over frames and mel bands, with attentive statistics over time. For eight labels it has
 * 180,344 parameters with 160 frames of 80 bands, 155,768 with 128 frames of 64 bands, and 39,744 with the latter at
 * half the width. Strides and pooling reduce the frames to an eighth.
 */
export const convAttention: Network<'conv-attention'> = {
  name: 'conv-attention',
  weightSpecs({ width }, { coefficients }, classes) {
    const convolutions = LAYERS.flatMap(({ name, taps, channels }, at) => [
      convSpec(name, [
        taps,
        taps,
        at === 0 ? 1 : scaleChannels(LAYERS[at - 1]?.channels ?? 0, width),
        scaleChannels(channels, width),
      ]),
      ...batchNormSpecs(name, scaleChannels(channels, width)),
    ]);
    const flat = LAYERS.reduce(bandsAfter, coefficients) * scaleChannels(LAYERS.at(-1)?.channels ?? 0, width);
    const sequence = scaleChannels(WIDTH, width);
    return [
      ...convolutions,
      convSpec('conv_5', [3, flat, sequence]),
      ...batchNormSpecs('conv_5', sequence),
      ...attentiveStatisticsSpecs('attention', sequence, scaleChannels(ATTENTION, width)),
      ...denseSpecs('dense', 2 * sequence, classes),
    ];
  },
  logits(pass, { spatialDropout, dropout }) {
    const { ops } = pass;
    const [batch = 0, frames = 0, bands = 0] = ops.shapeOf(pass.inputs);
    let image = ops.reshape(pass.inputs, [batch, frames, bands, 1]);
    for (const layer of LAYERS) image = convolve(pass, layer, image, spatialDropout);
    const [, steps = 0, rows = 0, channels = 0] = ops.shapeOf(image);
    const flat = ops.reshape(image, [batch, steps, rows * channels]);
    const sequence = pass.batchNorm('conv_5', ops.conv1d(flat, pass.weight('conv_5/kernel')), { relu: true });
    const pooled = attentiveStatistics(pass, 'attention', sequence, null);
    return dense(pass, 'dense', pass.dropout(pooled, dropout));
  },
};

function convolve<T>(
  pass: Pass<T>,
  { name, stride, pool, isDropped }: ConvLayer,
  image: T,
  spatialDropout: RecipeFor<'conv-attention'>['spatialDropout'],
): T {
  const { ops, weight } = pass;
  const linear = ops.conv2d(image, weight(`${name}/kernel`), { stride, isFirst: name === LAYERS[0]?.name });
  const active = pass.batchNorm(name, linear, { relu: true });
  const pooled = pool ? ops.maxPool2d(active, pool) : active;
  return isDropped ? pass.dropout(pooled, spatialDropout, 'spatial') : pooled;
}

function scaleChannels(channels: number, width: number): number {
  return Math.max(1, Math.round(channels * width));
}

function bandsAfter(bands: number, { stride, pool }: ConvLayer): number {
  return Math.floor(Math.ceil(bands / stride) / (pool?.[1] ?? 1));
}
