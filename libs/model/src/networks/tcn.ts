import { number } from './attentive-statistics.js';
import type { Network, Pass, WeightSpec } from './network.js';
import { columnOf } from './residual-lstm.js';
import { batchNormSpecs, convSpec, dense, denseSpecs, learned } from './specs.js';

const TAPS = 2;
const DIRECTIONS = ['forward', 'backward'] as const;

/**
 * Follows TIM-Net (Ye et al. 2023). A chain of gated blocks of dilated causal convolutions starts at each end of the
 * clip. The means over time of all blocks of both directions are summed with learned weights.
 */
export const tcn: Network<'tcn'> = {
  name: 'tcn',
  weightSpecs: ({ filters, blocks }, { coefficients }, classes) => [
    ...DIRECTIONS.flatMap((direction) => [
      convSpec(`${direction}/entry`, [1, coefficients, filters]),
      ...Array.from({ length: blocks }, (_, block) =>
        blockSpecs(`${direction}/block_${block + 1}`, filters),
      ).flat(),
    ]),
    learned('fusion', [blocks, 1], () => new Float32Array(blocks).fill(1 / blocks)),
    ...denseSpecs('dense', filters, classes),
  ],
  logits(pass, { blocks, filters, spatialDropout }) {
    const { ops } = pass;
    const [forward, backward] = DIRECTIONS.map((direction) => {
      const isBackward = direction === 'backward';
      let x = ops.conv1d(pass.inputs, pass.weight(`${direction}/entry/kernel`));
      return Array.from({ length: blocks }, (_, block) => {
        x = gatedBlock(pass, `${direction}/block_${block + 1}`, x, 2 ** block, spatialDropout, isBackward);
        return x;
      });
    });
    const means = (forward ?? []).map((own, at) => meanOverTime(pass, ops.add(own, backward?.[at] ?? own)));
    const stacked = ops.concat(means, 1); // [batch, blocks, filters]
    const turned = ops.transpose(stacked, [0, 2, 1]); // [batch, filters, blocks]
    const [batch = 0] = ops.shapeOf(pass.inputs);
    const fused = ops.reshape(ops.dense(turned, pass.weight('fusion'), null), [batch, filters]);
    return dense(pass, 'dense', fused);
  },
};

function blockSpecs(block: string, filters: number): WeightSpec[] {
  return [1, 2].flatMap((at) => [
    convSpec(`${block}/conv_${at}`, [TAPS, filters, filters]),
    ...batchNormSpecs(`${block}/conv_${at}`, filters),
  ]);
}

/** Multiplies the input by the sigmoid of two convolutions of it, each with batch norm, ReLU and spatial dropout. */
function gatedBlock<T>(
  pass: Pass<T>,
  block: string,
  x: T,
  dilation: number,
  rate: number,
  isBackward: boolean,
): T {
  const { ops } = pass;
  let y = x;
  for (const at of [1, 2]) {
    const name = `${block}/conv_${at}`;
    // The norm's mask zeroes padding frames, so the backward chain starts with zeros, like the forward chain.
    const linear = ops.conv1d(y, pass.weight(`${name}/kernel`), {
      dilation,
      padding: isBackward ? 'anticausal' : 'causal',
    });
    const active = pass.batchNorm(name, linear, { relu: true, mask: columnOf(pass) });
    y = pass.dropout(active, rate, 'spatial');
  }
  return ops.mul(x, ops.sigmoid(y));
}

/** Averages `[batch, frames, width]` over each clip's own frames, to `[batch, 1, width]`. */
function meanOverTime<T>(pass: Pass<T>, x: T): T {
  const { ops, mask } = pass;
  const [batch = 0, frames = 0] = ops.shapeOf(x);
  const column = columnOf(pass);
  if (mask === null || column === null) return ops.mul(ops.sum(x, 1), number(pass, 1 / frames));
  const shares = ops.softmax(ops.mul(ops.add(mask, number(pass, -1)), number(pass, 1e9)), 1); // 1 / own frames
  return ops.sum(ops.mul(x, ops.reshape(shares, [batch, frames, 1])), 1);
}
