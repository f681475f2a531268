// A whole LSTM layer over time, forward and backward. Sequences come and go as `[batch][frames][width]`; inside, all
// clips of a step stand together, so that each step is one product.
import { cellBackward, cellForward } from './lstm-cell';
import { pack, packTransposed, panelBytes, WIDTH } from './pack';
import { multiplyPacked, TILE_BYTES } from './product';

// What the backward pass needs of the forward one, all float32, step by step; `traceFloats` is its size:
//   inputs [frames][batch][inputs]   gates i, f, g, o [frames][batch][4 units]   cells, tanh(cells) [frames][batch][units]
//   outputs [frames + 1][batch][units], the first ones zero
let batch: i32 = 0;
let frames: i32 = 0;
let inputs: i32 = 0;
let units: i32 = 0;
let traceInputs: usize = 0;
let traceGates: usize = 0;
let traceCells: usize = 0;
let traceTanhs: usize = 0;
let traceOutputs: usize = 0;

function layOut(batch_: i32, frames_: i32, inputs_: i32, units_: i32, trace: usize): void {
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

export function lstmForwardScratch(inputs: i32, units: i32): usize {
  return TILE_BYTES + panelBytes(inputs, 4 * units) + panelBytes(units, 4 * units);
}

export function lstmBackwardScratch(batch: i32, frames: i32, inputs: i32, units: i32): usize {
  const state: usize = 4 * <usize>batch * <usize>units;
  const gates: usize = 16 * <usize>frames * <usize>batch * <usize>units;
  const transposed = panelBytes(4 * units, units) + panelBytes(4 * units, inputs);
  return TILE_BYTES + 2 * state + gates + panelBytes(frames * batch, 4 * units) + transposed;
}

/**
 * @param x `[batch][frames][inputs]`
 * @param kernel `[inputs][4 units]`, gates i, f, g, o, as is `recurrent` `[units][4 units]` and `bias` `[4 units]`
 * @param peepholes `[3][units]` for i, f, o, or 0
 * @param mask `[batch][frames]`: 0 where a frame is filling, so that state and output are zero there; or 0 for none
 * @param reverse from the last frame to the first
 * @param output `[batch][frames][units]`
 */
export function lstmForward(
  batch_: i32,
  frames_: i32,
  inputs_: i32,
  units_: i32,
  x: usize,
  kernel: usize,
  recurrent: usize,
  bias: usize,
  peepholes: usize,
  mask: usize,
  reverse: bool,
  output: usize,
  trace: usize,
  scratch: usize,
): void {
  layOut(batch_, frames_, inputs_, units_, trace);
  const gates = 4 * units;
  const kernelPanels = scratch + TILE_BYTES;
  const recurrentPanels = kernelPanels + panelBytes(inputs, gates);
  pack(kernel, 4 * <usize>gates, inputs, gates, kernelPanels);
  pack(recurrent, 4 * <usize>gates, units, gates, recurrentPanels);
  copyStepwise(x, reverse);
  const state: usize = 4 * <usize>batch * <usize>units;
  memory.fill(traceOutputs, 0, state);
  const gateStride: usize = 4 * <usize>gates;
  const rows = frames * batch;
  const inputStride: usize = 4 * <usize>inputs;
  multiplyPacked(
    false,
    traceInputs,
    inputStride,
    kernelPanels,
    rows,
    gates,
    inputs,
    bias,
    false,
    traceGates,
    gateStride,
    scratch,
  );
  for (let step: i32 = 0; step < frames; step++) {
    const z = traceGates + <usize>step * 4 * state;
    const hidden = traceOutputs + <usize>step * state;
    if (step > 0) {
      multiplyPacked(
        false,
        hidden,
        4 * <usize>units,
        recurrentPanels,
        batch,
        gates,
        units,
        0,
        true,
        z,
        gateStride,
        scratch,
      );
    }
    stepForward(step, peepholes, mask, reverse, output);
  }
}

function stepForward(step: i32, peepholes: usize, mask: usize, reverse: bool, output: usize): void {
  const width: usize = 4 * <usize>units;
  const state = <usize>batch * width;
  const frame = reverse ? frames - 1 - step : step;
  for (let clip: i32 = 0; clip < batch; clip++) {
    const row = <usize>step * state + <usize>clip * width;
    const before = step > 0 ? traceCells + row - state : 0;
    const to = output + (<usize>clip * <usize>frames + <usize>frame) * width;
    if (isFilling(mask, clip, frame)) {
      memory.fill(traceCells + row, 0, width);
      memory.fill(traceOutputs + state + row, 0, width);
      memory.fill(to, 0, width);
      continue;
    }
    cellForward(
      units,
      traceGates + 4 * row,
      peepholes,
      before,
      traceCells + row,
      traceTanhs + row,
      traceOutputs + state + row,
      to,
    );
  }
}

/**
 * Gradients of `lstmForward`, whose arguments are given again; `output` is not needed.
 *
 * @param outputGradient `[batch][frames][units]`
 * @param inputGradient `[batch][frames][inputs]`, or 0 where nobody asks
 * @param peepholeGradient `[3][units]`, or 0
 */
export function lstmBackward(
  batch_: i32,
  frames_: i32,
  inputs_: i32,
  units_: i32,
  trace: usize,
  kernel: usize,
  recurrent: usize,
  peepholes: usize,
  mask: usize,
  reverse: bool,
  outputGradient: usize,
  inputGradient: usize,
  kernelGradient: usize,
  recurrentGradient: usize,
  biasGradient: usize,
  peepholeGradient: usize,
  scratch: usize,
): void {
  layOut(batch_, frames_, inputs_, units_, trace);
  const width: usize = 4 * <usize>units;
  const state = <usize>batch * width;
  const gates = 4 * units;
  const rows = frames * batch;
  const hiddenGradient = scratch + TILE_BYTES;
  const cellGradient = hiddenGradient + state;
  const gateGradients = cellGradient + state;
  const gatePanels = gateGradients + <usize>frames * 4 * state;
  const recurrentPanels = gatePanels + panelBytes(rows, gates);
  const kernelPanels = recurrentPanels + panelBytes(gates, units);
  memory.fill(hiddenGradient, 0, 2 * state);
  if (peepholes) memory.fill(peepholeGradient, 0, 3 * width);
  packTransposed(recurrent, 4 * width, gates, units, recurrentPanels);

  for (let step = frames - 1; step >= 0; step--) {
    const own = gateGradients + <usize>step * 4 * state;
    stepBackward(
      step,
      peepholes,
      mask,
      reverse,
      outputGradient,
      hiddenGradient,
      cellGradient,
      own,
      peepholeGradient,
    );
    if (step > 0)
      multiplyPacked(
        false,
        own,
        4 * width,
        recurrentPanels,
        batch,
        units,
        gates,
        0,
        true,
        hiddenGradient,
        width,
        scratch,
      );
  }

  pack(gateGradients, 4 * width, rows, gates, gatePanels);
  multiplyPacked(
    true,
    traceInputs,
    4 * <usize>inputs,
    gatePanels,
    inputs,
    gates,
    rows,
    0,
    false,
    kernelGradient,
    4 * width,
    scratch,
  );
  multiplyPacked(
    true,
    traceOutputs,
    width,
    gatePanels,
    units,
    gates,
    rows,
    0,
    false,
    recurrentGradient,
    4 * width,
    scratch,
  );
  sumPanels(gatePanels, rows, gates, biasGradient);
  if (inputGradient) {
    packTransposed(kernel, 4 * width, gates, inputs, kernelPanels);
    inputBackward(gateGradients, kernelPanels, reverse, inputGradient, scratch);
  }
}

function stepBackward(
  step: i32,
  peepholes: usize,
  mask: usize,
  reverse: bool,
  outputGradient: usize,
  hiddenGradient: usize,
  cellGradient: usize,
  gateGradient: usize,
  peepholeGradient: usize,
): void {
  const width: usize = 4 * <usize>units;
  const state = <usize>batch * width;
  const frame = reverse ? frames - 1 - step : step;
  for (let clip: i32 = 0; clip < batch; clip++) {
    const at = <usize>clip * width;
    const row = <usize>step * state + at;
    const from = outputGradient + (<usize>clip * <usize>frames + <usize>frame) * width;
    if (isFilling(mask, clip, frame)) {
      memory.fill(hiddenGradient + at, 0, width);
      memory.fill(cellGradient + at, 0, width);
      memory.fill(gateGradient + 4 * at, 0, 4 * width);
      continue;
    }
    cellBackward(
      units,
      traceGates + 4 * row,
      peepholes,
      step > 0 ? traceCells + row - state : 0,
      traceCells + row,
      traceTanhs + row,
      from,
      hiddenGradient + at,
      cellGradient + at,
      gateGradient + 4 * at,
      peepholeGradient,
    );
  }
}

function isFilling(mask: usize, clip: i32, frame: i32): bool {
  return mask != 0 && f32.load(mask + 4 * <usize>(clip * frames + frame)) == 0;
}

/** `[batch][frames][inputs]` to `[frames][batch][inputs]`, in the order of the steps. */
function copyStepwise(x: usize, reverse: bool): void {
  const width: usize = 4 * <usize>inputs;
  let to = traceInputs;
  for (let step: i32 = 0; step < frames; step++) {
    const frame = reverse ? frames - 1 - step : step;
    for (let clip: i32 = 0; clip < batch; clip++, to += width) {
      memory.copy(to, x + (<usize>clip * <usize>frames + <usize>frame) * width, width);
    }
  }
}

/** Each step's gradients by its inputs go to where the inputs came from. */
function inputBackward(
  gateGradients: usize,
  panels: usize,
  reverse: bool,
  inputGradient: usize,
  scratch: usize,
): void {
  const width: usize = 4 * <usize>inputs;
  const gates = 4 * units;
  const gateStride: usize = 4 * <usize>gates;
  for (let step: i32 = 0; step < frames; step++) {
    const frame = reverse ? frames - 1 - step : step;
    multiplyPacked(
      false,
      gateGradients + <usize>step * <usize>batch * gateStride,
      gateStride,
      panels,
      batch,
      inputs,
      gates,
      0,
      false,
      inputGradient + <usize>frame * width,
      <usize>frames * width,
      scratch,
    );
  }
}

/** Sums over k of panels, `[columns]`. */
function sumPanels(panels: usize, k: i32, columns: i32, to: usize): void {
  for (let column: i32 = 0; column < columns; column += WIDTH, to += 32) {
    let low = f32x4.splat(0);
    let high = low;
    for (const end = panels + 32 * <usize>k; panels < end; panels += 32) {
      low = f32x4.add(low, v128.load(panels));
      high = f32x4.add(high, v128.load(panels, 16));
    }
    v128.store(to, low);
    // Gates are a multiple of four.
    if (columns - column > 4) v128.store(to, high, 16);
  }
}
