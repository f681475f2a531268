import { sigmoid4, tanh4 } from './activation';
import { loadLanes, storeLanes } from './lanes';

/**
 * Computes one cell of one clip. Applies the activations to the gates i, f, g, o in place. Each gate has a loop of its
 * own, whose values V8 keeps in registers. Optional peepholes, `[3][units]`, let i, f and o read the cell state; o
 * reads the new state.
 *
 * @param before the previous cell state, or 0 at the first step
 */
export function cellForward(
  units: i32,
  gates: usize,
  peepholes: usize,
  before: usize,
  cell: usize,
  tanhCell: usize,
  hidden: usize,
  output: usize,
): void {
  const gate: usize = 4 * <usize>units;
  if (peepholes && before) {
    addProducts(units, before, peepholes, gates);
    addProducts(units, before, peepholes + gate, gates + gate);
  }
  sigmoids(gates, 2 * units);
  tanhs(gates + 2 * gate, units, gates + 2 * gate);
  newState(units, gates, before, cell);
  if (peepholes) addProducts(units, cell, peepholes + 2 * gate, gates + 3 * gate);
  sigmoids(gates + 3 * gate, units);
  tanhs(cell, units, tanhCell);
  for (let left = units, o = gates + 3 * gate; left > 0;) {
    const isFour = left >= 4;
    const h = f32x4.mul(loadLanes(o, isFour), loadLanes(tanhCell, isFour));
    storeLanes(hidden, h, isFour);
    storeLanes(output, h, isFour);
    const bytes: usize = isFour ? 16 : 4;
    left -= isFour ? 4 : 1;
    o += bytes;
    tanhCell += bytes;
    hidden += bytes;
    output += bytes;
  }
}

/** Adds products: `to += a b`. */
function addProducts(count: i32, a: usize, b: usize, to: usize): void {
  for (let left = count; left > 0;) {
    const isFour = left >= 4;
    const product = f32x4.mul(loadLanes(a, isFour), loadLanes(b, isFour));
    storeLanes(to, f32x4.add(loadLanes(to, isFour), product), isFour);
    const bytes: usize = isFour ? 16 : 4;
    left -= isFour ? 4 : 1;
    a += bytes;
    b += bytes;
    to += bytes;
  }
}

/** Computes sigmoids in place. */
function sigmoids(x: usize, count: i32): void {
  for (; count >= 8; count -= 8, x += 32) {
    const a = sigmoid4(v128.load(x));
    const b = sigmoid4(v128.load(x, 16));
    v128.store(x, a);
    v128.store(x, b, 16);
  }
  while (count > 0) {
    const isFour = count >= 4;
    storeLanes(x, sigmoid4(loadLanes(x, isFour)), isFour);
    count -= isFour ? 4 : 1;
    x += isFour ? 16 : 4;
  }
}

function tanhs(x: usize, count: i32, to: usize): void {
  for (; count >= 8; count -= 8, x += 32, to += 32) {
    const a = tanh4(v128.load(x));
    const b = tanh4(v128.load(x, 16));
    v128.store(to, a);
    v128.store(to, b, 16);
  }
  while (count > 0) {
    const isFour = count >= 4;
    storeLanes(to, tanh4(loadLanes(x, isFour)), isFour);
    const bytes: usize = isFour ? 16 : 4;
    count -= isFour ? 4 : 1;
    x += bytes;
    to += bytes;
  }
}

/** Computes the new cell state, `c = f c' + i g`. */
function newState(units: i32, i: usize, before: usize, cell: usize): void {
  const gate: usize = 4 * <usize>units;
  for (let left = units; left > 0;) {
    const isFour = left >= 4;
    let c = f32x4.mul(loadLanes(i, isFour), loadLanes(i + 2 * gate, isFour));
    if (before) c = f32x4.add(c, f32x4.mul(loadLanes(i + gate, isFour), loadLanes(before, isFour)));
    storeLanes(cell, c, isFour);
    const bytes: usize = isFour ? 16 : 4;
    left -= isFour ? 4 : 1;
    i += bytes;
    if (before) before += bytes;
    cell += bytes;
  }
}

/**
 * Computes the gradients of one cell with respect to its gates before their activation.
 *
 * @param outputGradient of the loss by the output, as passed by the layer's caller
 * @param hiddenGradient of the loss by the output, through the following step
 * @param cellGradient of the loss by the cell state, through the following step; replaced by that through this step
 * @param peepholeGradient `[3][units]`, to which the function adds
 */
export function cellBackward(
  units: i32,
  gates: usize,
  peepholes: usize,
  before: usize,
  cell: usize,
  tanhCell: usize,
  outputGradient: usize,
  hiddenGradient: usize,
  cellGradient: usize,
  gateGradient: usize,
  peepholeGradient: usize,
): void {
  const gate: usize = 4 * <usize>units;
  const one = f32x4.splat(1);
  for (let left = units; left > 0;) {
    const isFour = left >= 4;
    const i = loadLanes(gates, isFour);
    const f = loadLanes(gates + gate, isFour);
    const g = loadLanes(gates + 2 * gate, isFour);
    const o = loadLanes(gates + 3 * gate, isFour);
    const t = loadLanes(tanhCell, isFour);
    const c0 = before ? loadLanes(before, isFour) : f32x4.splat(0);
    const dh = f32x4.add(loadLanes(outputGradient, isFour), loadLanes(hiddenGradient, isFour));
    const zo = f32x4.mul(f32x4.mul(dh, t), f32x4.mul(o, f32x4.sub(one, o)));
    let dc = loadLanes(cellGradient, isFour);
    dc = f32x4.add(dc, f32x4.mul(f32x4.mul(dh, o), f32x4.sub(one, f32x4.mul(t, t))));
    if (peepholes) dc = f32x4.add(dc, f32x4.mul(zo, loadLanes(peepholes + 2 * gate, isFour)));
    const zi = f32x4.mul(f32x4.mul(dc, g), f32x4.mul(i, f32x4.sub(one, i)));
    const zf = f32x4.mul(f32x4.mul(dc, c0), f32x4.mul(f, f32x4.sub(one, f)));
    const zg = f32x4.mul(f32x4.mul(dc, i), f32x4.sub(one, f32x4.mul(g, g)));
    let dc0 = f32x4.mul(dc, f);
    const bytes: usize = isFour ? 16 : 4;
    if (peepholes) {
      dc0 = f32x4.add(dc0, f32x4.mul(zi, loadLanes(peepholes, isFour)));
      dc0 = f32x4.add(dc0, f32x4.mul(zf, loadLanes(peepholes + gate, isFour)));
      addTo(peepholeGradient, f32x4.mul(zi, c0), isFour);
      addTo(peepholeGradient + gate, f32x4.mul(zf, c0), isFour);
      addTo(peepholeGradient + 2 * gate, f32x4.mul(zo, loadLanes(cell, isFour)), isFour);
      peepholes += bytes;
      peepholeGradient += bytes;
    }
    storeLanes(gateGradient, zi, isFour);
    storeLanes(gateGradient + gate, zf, isFour);
    storeLanes(gateGradient + 2 * gate, zg, isFour);
    storeLanes(gateGradient + 3 * gate, zo, isFour);
    storeLanes(cellGradient, dc0, isFour);
    left -= isFour ? 4 : 1;
    gates += bytes;
    if (before) before += bytes;
    cell += bytes;
    tanhCell += bytes;
    outputGradient += bytes;
    hiddenGradient += bytes;
    cellGradient += bytes;
    gateGradient += bytes;
  }
}

function addTo(at: usize, value: v128, isFour: bool): void {
  storeLanes(at, f32x4.add(loadLanes(at, isFour), value), isFour);
}
