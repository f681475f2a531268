/**
 * Times the convolutions of a training step of `conv-attention` on the kernels alone (recipe `best`: batches of 32, 128
 * frames of 64 bands): milliseconds of each layer's forward pass and gradients, and their sum. The last line is one
 * JSON object.
 *
 *   npm run bench:convolutions -- [--rounds 15]
 *   node --experimental-wasm-relaxed-simd dist/test/bench/bench-convolutions.js # Node 20, fused multiply-add
 */
import { parseArgs } from 'node:util';
import {
  convolve,
  convolveFilterGradient,
  convolveInputGradient,
  TensorInstance,
  type ConvolutionSizes,
  type Floats,
  type KernelMemory,
} from '#libs/kernels/tensor';
import { median } from './training/median.js';

declare const WebAssembly: { readonly Memory: new (limits: { readonly initial: number }) => KernelMemory };

const BATCH = 32;
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(options.rounds);
// name, height, width, inputs, outputs, filter's height and width, stride
const LAYERS = [
  ['conv_1', 128, 64, 1, 16, 5, 5, 2],
  ['conv_2', 64, 32, 16, 32, 3, 3, 1],
  ['conv_3', 32, 16, 32, 48, 3, 3, 1],
  ['conv_4', 16, 8, 48, 64, 3, 3, 1],
  ['conv_5', 1, 16, 256, 128, 1, 3, 1],
] as const;

const memory = new WebAssembly.Memory({ initial: 2500 });
let end = 64;
const kernels = new TensorInstance({ memory, allocate, free: () => undefined });
const rows = LAYERS.map(timeLayer);
console.table(rows);
const sum = rows.reduce((total, { forward, byFilter, byInput }) => total + forward + byFilter + byInput, 0);
console.log(
  JSON.stringify({ bench: 'convolutions', node: process.version, simd: kernels.simd, step_ms: rounded(sum) }),
);

function timeLayer([
  layer,
  height,
  width,
  inputs,
  outputs,
  filterHeight,
  filterWidth,
  stride,
]: (typeof LAYERS)[number]) {
  const [outHeight, outWidth] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const sizes: ConvolutionSizes = {
    ...{
      batch: BATCH,
      height,
      width,
      inputs,
      outHeight,
      outWidth,
      outputs,
      filterHeight,
      filterWidth,
      stride,
    },
    ...{ top: (filterHeight - 1) >> 1, left: (filterWidth - 1) >> 1, dilation: 1 },
  };
  const x = tensor(BATCH * height * width * inputs);
  const filter = tensor(filterHeight * filterWidth * inputs * outputs);
  const y = tensor(BATCH * outHeight * outWidth * outputs);
  return {
    layer,
    forward: milliseconds(() => {
      convolve(kernels, sizes, x, filter, y);
    }),
    byFilter: milliseconds(() => {
      convolveFilterGradient(kernels, sizes, x, y, filter);
    }),
    // The first layer needs no gradient by its input.
    byInput:
      inputs === 1
        ? 0
        : milliseconds(() => {
            convolveInputGradient(kernels, sizes, y, filter, x);
          }),
  };
}

function milliseconds(work: () => void): number {
  // Warm-up calls let V8 optimize the kernels.
  for (let warm = 0; warm < 10; warm++) work();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return rounded(median(times));
}

/** Allocates small numbers. They stay small although gradients overwrite weights. */
function tensor(length: number): Floats {
  const address = allocate(4 * length);
  new Float32Array(memory.buffer, address, length).forEach((_, at, values) => {
    values[at] = ((at * 7919) % 2001) / 1e4 - 0.1;
  });
  return { address, length };
}

function allocate(bytes: number): number {
  const address = end;
  end = 64 * Math.ceil((end + bytes) / 64);
  const missing = Math.ceil((end - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  return address;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
