// Computes the backward pass of a whole LSTM layer.
import { cellBackward } from './lstm-cell';
import {
  batch,
  frames,
  inputs,
  isFilling,
  layOut,
  traceCells,
  traceGates,
  traceInputs,
  traceOutputs,
  traceTanhs,
  units,
} from './lstm-trace';
import { ROWS } from './madd';
import { pack, packTransposed, panelBytes, WIDTH } from './pack';
import { TILE_BYTES } from './product';
import { multiplyStrips, packColumns, packRows, stripBytes } from './strips';

/** Returns the size of one step's state in scratch, a multiple of 16 because panels follow it. */
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
 * Computes the gradients of `lstmForward`. The arguments are the same except `output`, which it does not need.
 *
 * @param outputGradient `[batch][frames][units]`
 * @param inputGradient `[batch][frames][inputs]`, or 0 if not needed
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

/** Computes the gradient of the matrix by which `values`, `[frames][batch][width]`, were multiplied. */
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

/** Sums panels over k, to `[columns]`. */
function sumPanels(panels: usize, k: i32, columns: i32, to: usize): void {
  for (let column: i32 = 0; column < columns; column += WIDTH, to += 32) {
    let low = f32x4.splat(0);
    let high = low;
    for (const end = panels + 32 * <usize>k; panels < end; panels += 32) {
      low = f32x4.add(low, v128.load(panels));
      high = f32x4.add(high, v128.load(panels, 16));
    }
    v128.store(to, low);
    // The number of gate columns is a multiple of four.
    if (columns - column > 4) v128.store(to, high, 16);
  }
}
