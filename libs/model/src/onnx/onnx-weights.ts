/** The positions of ONNX' gates (i, o, f, c) in Keras' order (i, f, c, o). */
export const GATES = [0, 3, 1, 2];
/** The positions of ONNX' peepholes (i, o, f) in the order of our weights (i, f, o). */
export const PEEPHOLES = [0, 2, 1];

/** Transposes `[rows, columns]` to `[columns, rows]`. */
export function transposedMatrix(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column] ?? 0;
  return turned;
}

/** Reorders blocks of `size` values. */
export function reorderBlocks(values: Float32Array, size: number, order: readonly number[]): Float32Array {
  const moved = new Float32Array(values.length);
  order.forEach((from, to) => moved.set(values.subarray(from * size, (from + 1) * size), to * size));
  return moved;
}
