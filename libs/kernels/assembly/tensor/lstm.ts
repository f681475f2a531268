// A whole LSTM layer over time, forward and backward. Sequences come and go as `[batch][frames][width]`; inside, all
// clips of a step stand together, so that each step is one product.
import { cellBackward, cellForward } from './lstm-cell';
import { pack, packTransposed, panelBytes, WIDTH } from './pack';
import { TILE_BYTES } from './product';
import { multiplyStrips, packColumns, packRows, ROWS, stripBytes } from './strips';

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

export function lstmForwardScratch(batch: i32, inputs: i32, units: i32): usize {
  return TILE_BYTES + panelBytes(inputs + units, 4 * units) + stripBytes(batch, inputs + units);
}

/** Of one step in scratch, where panels come behind it: a multiple of 16. */
function stateBytes(batch: i32, units: i32): usize {
  return (4 * <usize>batch * <usize>units + 15) & ~15;
}

export function lstmBackwardScratch(batch: i32, frames: i32, inputs: i32, units: i32): usize {
  const state = stateBytes(batch, units);
  const transposed = panelBytes(4 * units, units) + panelBytes(4 * units, inputs);
  const strips = stripBytes(batch, 4 * units) + stripBytes(max(inputs, units), frames * batch);
  return TILE_BYTES + 6 * state + panelBytes(frames * batch, 4 * units) + transposed + strips;
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
  const width: usize = 4 * <usize>units;
  const inputWidth: usize = 4 * <usize>inputs;
  // Inputs and the outputs before are one row, their kernels one matrix: one product a step.
  const k = inputs + units;
  const panelStep: usize = 32 * <usize>k;
  const panels = scratch + TILE_BYTES;
  const strips = panels + panelBytes(k, gates);
  const stripStep: usize = 4 * ROWS * <usize>k;
  pack(kernel, 4 * width, inputs, gates, panels, panelStep);
  pack(recurrent, 4 * width, units, gates, panels + 32 * <usize>inputs, panelStep);
  copyStepwise(x, reverse);
  const state = <usize>batch * width;
  memory.fill(traceOutputs, 0, state);
  for (let step: i32 = 0; step < frames; step++) {
    const own = traceInputs + <usize>step * <usize>batch * inputWidth;
    packRows(own, inputWidth, batch, inputs, strips, stripStep);
    if (step > 0) {
      const before = traceOutputs + <usize>step * state;
      packRows(before, width, batch, units, strips + ROWS * inputWidth, stripStep);
    }
    const known = step > 0 ? k : inputs;
    const z = traceGates + <usize>step * 4 * state;
    multiplyStrips(
      strips,
      stripStep,
      panels,
      panelStep,
      batch,
      gates,
      known,
      bias,
      false,
      z,
      4 * width,
      scratch,
    );
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
  const inputWidth: usize = 4 * <usize>inputs;
  const state = stateBytes(batch, units);
  const gates = 4 * units;
  const rows = frames * batch;
  const hiddenGradient = scratch + TILE_BYTES;
  const cellGradient = hiddenGradient + state;
  const gateGradients = cellGradient + state;
  const gatePanels = gateGradients + 4 * state;
  const recurrentPanels = gatePanels + panelBytes(rows, gates);
  const kernelPanels = recurrentPanels + panelBytes(gates, units);
  const strips = kernelPanels + panelBytes(gates, inputs);
  const columns = strips + stripBytes(batch, gates);
  const stripStep: usize = 4 * ROWS * <usize>gates;
  const panelStep: usize = 32 * <usize>gates;
  memory.fill(hiddenGradient, 0, 2 * state);
  if (peepholes) memory.fill(peepholeGradient, 0, 3 * width);
  packTransposed(recurrent, 4 * width, gates, units, recurrentPanels);
  if (inputGradient) packTransposed(kernel, 4 * width, gates, inputs, kernelPanels);

  for (let step = frames - 1; step >= 0; step--) {
    stepBackward(
      step,
      peepholes,
      mask,
      reverse,
      outputGradient,
      hiddenGradient,
      cellGradient,
      gateGradients,
      peepholeGradient,
    );
    const place = gatePanels + 32 * <usize>step * <usize>batch;
    pack(gateGradients, 4 * width, batch, gates, place, 32 * <usize>rows);
    packRows(gateGradients, 4 * width, batch, gates, strips, stripStep);
    if (inputGradient) {
      const frame = reverse ? frames - 1 - step : step;
      const to = inputGradient + <usize>frame * inputWidth;
      const toStep = <usize>frames * inputWidth;
      multiplyStrips(
        strips,
        stripStep,
        kernelPanels,
        panelStep,
        batch,
        inputs,
        gates,
        0,
        false,
        to,
        toStep,
        scratch,
      );
    }
    if (step > 0) {
      const to = hiddenGradient;
      multiplyStrips(
        strips,
        stripStep,
        recurrentPanels,
        panelStep,
        batch,
        units,
        gates,
        0,
        false,
        to,
        width,
        scratch,
      );
    }
  }
  weightGradient(traceInputs, inputs, gatePanels, columns, kernelGradient, scratch);
  weightGradient(traceOutputs, units, gatePanels, columns, recurrentGradient, scratch);
  sumPanels(gatePanels, rows, gates, biasGradient);
}

/** Of the matrix that `values`, `[frames][batch][width]`, were multiplied by. */
function weightGradient(
  values: usize,
  width: i32,
  gatePanels: usize,
  strips: usize,
  to: usize,
  tile: usize,
): void {
  const rows = frames * batch;
  const gates = 4 * units;
  packColumns(values, 4 * <usize>width, width, rows, strips);
  const stripStep: usize = 4 * ROWS * <usize>rows;
  const toStep: usize = 4 * <usize>gates;
  multiplyStrips(
    strips,
    stripStep,
    gatePanels,
    32 * <usize>rows,
    width,
    gates,
    rows,
    0,
    false,
    to,
    toStep,
    tile,
  );
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
