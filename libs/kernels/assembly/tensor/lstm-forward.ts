// Computes the forward pass of a whole LSTM layer.
import { cellForward } from './lstm-cell';
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
import { pack, panelBytes } from './pack';
import { TILE_BYTES } from './product';
import { multiplyStrips, packRows, stripBytes } from './strips';

export function lstmForwardScratch(batch: i32, inputs: i32, units: i32): usize {
  return TILE_BYTES + panelBytes(inputs + units, 4 * units) + stripBytes(batch, inputs + units);
}

/**
 * @param x `[batch][frames][inputs]`
 * @param kernel `[inputs][4 units]`, gates i, f, g, o, as is `recurrent` `[units][4 units]` and `bias` `[4 units]`
 * @param peepholes `[3][units]` for i, f, o, or 0
 * @param mask `[batch][frames]`: 0 for padding frames, whose state and output are zero; or 0 without a mask
 * @param reverse true to run from the last frame to the first
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
  // The input and the previous output form one row and their kernels one matrix, so each step is one product.
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

/** Transposes `[batch][frames][inputs]` to `[frames][batch][inputs]`, in the order of the steps. */
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
