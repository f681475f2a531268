// Addresses the trace, which the forward pass of an LSTM layer writes for the backward pass. Callers pass sequences as
// `[batch][frames][width]`. The trace stores the clips of a step next to each other, so that each step is one product.
// All values are float32, step by step: inputs [frames][batch][inputs]; gates i, f, g, o [frames][batch][4 units];
// cells and tanh(cells) [frames][batch][units]; outputs [frames + 1][batch][units], of which the first are zero.
export let batch: i32 = 0;
export let frames: i32 = 0;
export let inputs: i32 = 0;
export let units: i32 = 0;
export let traceInputs: usize = 0;
export let traceGates: usize = 0;
export let traceCells: usize = 0;
export let traceTanhs: usize = 0;
export let traceOutputs: usize = 0;

/** Sets the addresses of the trace at `trace`. They apply until the next call. */
export function layOut(batch_: i32, frames_: i32, inputs_: i32, units_: i32, trace: usize): void {
  batch = batch_;
  frames = frames_;
  inputs = inputs_;
  units = units_;
  const rows: usize = 4 * <usize>frames * <usize>batch;
  traceInputs = trace;
  traceGates = traceInputs + rows * <usize>inputs;
  traceCells = traceGates + rows * 4 * <usize>units;
  traceTanhs = traceCells + rows * <usize>units;
  traceOutputs = traceTanhs + rows * <usize>units;
}

export function lstmTraceFloats(batch: i32, frames: i32, inputs: i32, units: i32): i32 {
  return frames * batch * (inputs + 7 * units) + batch * units;
}

/** Returns true if a mask marks this frame of the clip as padding. */
export function isFilling(mask: usize, clip: i32, frame: i32): bool {
  return mask != 0 && f32.load(mask + 4 * <usize>(clip * frames + frame)) == 0;
}
