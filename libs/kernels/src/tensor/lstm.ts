import { checkExtents, type Floats, type TensorInstance } from './instance.js';

export interface LstmSizes {
  readonly batch: number;
  readonly frames: number;
  readonly inputs: number;
  readonly units: number;
}

/** Weights in Keras' layout, with gates in the order i, f, c, o. */
export interface LstmKernelWeights {
  readonly kernel: Floats; // [inputs, 4 * units]
  readonly recurrent: Floats; // [units, 4 * units]
  readonly bias: Floats; // [4 * units]
  readonly peephole: Floats | null; // [3, units], to i, f, o
}

export interface LstmKernelOptions {
  /** True to run from the last frame to the first. */
  readonly reverse: boolean;
  /** 0 for padding frames, whose state and output are zero. */
  readonly mask: Floats | null; // [batch, frames]
}

export interface LstmKernelGradients {
  readonly inputs: Floats | null; // [batch, frames, inputs]; null if not needed
  readonly kernel: Floats;
  readonly recurrent: Floats;
  readonly bias: Floats;
  readonly peephole: Floats | null;
}

/** Returns the number of values that the forward pass stores for the backward pass. */
export function lstmTraceLength(kernels: TensorInstance, sizes: LstmSizes): number {
  return kernels.exports.lstmTraceFloats(...sizesOf(sizes));
}

/** Runs a whole layer over time; `output` is `[batch, frames, units]`. */
export function lstmForward(
  kernels: TensorInstance,
  sizes: LstmSizes,
  x: Floats, // [batch, frames, inputs]
  weights: LstmKernelWeights,
  { reverse, mask }: LstmKernelOptions,
  output: Floats,
  trace: Floats,
): void {
  const { batch, frames, inputs, units } = sizes;
  checkExtents({ batch, frames, inputs, units });
  const scratch = kernels.scratch(kernels.exports.lstmForwardScratch(batch, inputs, units));
  kernels.exports.lstmForward(
    ...sizesOf(sizes),
    kernels.place(x, batch * frames * inputs, 'x'),
    kernels.place(weights.kernel, inputs * 4 * units, 'kernel'),
    kernels.place(weights.recurrent, units * 4 * units, 'recurrent kernel'),
    kernels.place(weights.bias, 4 * units, 'bias'),
    kernels.place(weights.peephole, 3 * units, 'peephole'),
    kernels.place(mask, batch * frames, 'mask'),
    Number(reverse),
    kernels.place(output, batch * frames * units, 'output'),
    kernels.place(trace, lstmTraceLength(kernels, sizes), 'trace'),
    scratch,
  );
}

/** Computes the gradients of a layer whose forward pass wrote `trace`. */
export function lstmBackward(
  kernels: TensorInstance,
  sizes: LstmSizes,
  weights: LstmKernelWeights,
  { reverse, mask }: LstmKernelOptions,
  trace: Floats,
  outputGradient: Floats, // [batch, frames, units]
  gradients: LstmKernelGradients,
): void {
  const { batch, frames, inputs, units } = sizes;
  checkExtents({ batch, frames, inputs, units });
  const scratch = kernels.scratch(kernels.exports.lstmBackwardScratch(...sizesOf(sizes)));
  kernels.exports.lstmBackward(
    ...sizesOf(sizes),
    kernels.place(trace, lstmTraceLength(kernels, sizes), 'trace'),
    kernels.place(weights.kernel, inputs * 4 * units, 'kernel'),
    kernels.place(weights.recurrent, units * 4 * units, 'recurrent kernel'),
    kernels.place(weights.peephole, 3 * units, 'peephole'),
    kernels.place(mask, batch * frames, 'mask'),
    Number(reverse),
    kernels.place(outputGradient, batch * frames * units, "the output's gradient"),
    kernels.place(gradients.inputs, batch * frames * inputs, "the inputs' gradient"),
    kernels.place(gradients.kernel, inputs * 4 * units, "the kernel's gradient"),
    kernels.place(gradients.recurrent, units * 4 * units, "the recurrent kernel's gradient"),
    kernels.place(gradients.bias, 4 * units, "the bias' gradient"),
    kernels.place(gradients.peephole, 3 * units, "the peephole's gradient"),
    scratch,
  );
}

function sizesOf({ batch, frames, inputs, units }: LstmSizes): [number, number, number, number] {
  return [batch, frames, inputs, units];
}
