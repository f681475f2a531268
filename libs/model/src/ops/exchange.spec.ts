import { describe, expect, it } from 'vitest';
import { loadCpu } from '../engines/cpu.js';
import { loadWasm } from '../engines/wasm.js';
import { opsOf } from './engine-ops.js';

describe.each([
  ['cpu', loadCpu],
  ['wasm', loadWasm],
])('what threads exchange, on %s', (_, load) => {
  it('computes a weighted sum without changing its terms, and copies a tensor', async () => {
    const tf = await load();
    const { weightedSum, readInto } = opsOf(tf);
    const first = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const found = { values: Float32Array.of(8, 8, 8, 16, 16, 16), share: 0.25 };
    const sum = weightedSum(first, 0.5, [found, { ...found, share: 0.5 }]);
    const copy = new Float32Array(6);
    readInto(sum, copy);
    const alone = weightedSum(first, 0.5, []);
    expect(sum.shape).toEqual([2, 3]);
    expect([...copy]).toEqual([6.5, 7, 7.5, 14, 14.5, 15]);
    expect([...first.dataSync()]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...alone.dataSync()]).toEqual([0.5, 1, 1.5, 2, 2.5, 3]);
    tf.dispose([first, sum, alone]);
  });
});
