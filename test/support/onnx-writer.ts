/** A field of a protocol-buffer message. The specs use fields to write ONNX models by hand. */
export type Field = readonly [number: number, value: number | string | Uint8Array];

/** A node of a graph. `ints` and `int` are its attributes. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly ints?: Readonly<Record<string, readonly number[]>>;
  readonly int?: Readonly<Record<string, number>>;
}

const FLOAT = 1;
const INT64 = 7;

/**
 * Builds an ONNX model of opset 13 with the input `signal`, `[1, samples]`, and one output of any shape. Field numbers:
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function onnxModel(
  nodes: readonly OnnxNode[],
  output: { readonly name: string; readonly rank: number },
  constants: Readonly<Record<string, readonly number[]>> = {},
  tensors: readonly Uint8Array[] = [],
): Uint8Array {
  const graph = message([
    ...nodes.map((node): Field => [1, nodeProto(node)]),
    [2, 'test'],
    ...Object.entries(constants).map(([name, values]): Field => [5, int64Tensor(name, values)]),
    ...tensors.map((tensor): Field => [5, tensor]),
    [11, valueInfo('signal', ['1', 'samples'])],
    [
      12,
      valueInfo(
        output.name,
        Array.from({ length: output.rank }, (_, axis) => `axis${axis}`),
      ),
    ],
  ]);
  const opset = message([
    [1, ''],
    [2, 13],
  ]);
  return message([
    [1, 8],
    [7, graph],
    [8, opset],
  ]);
}

function nodeProto({ op, inputs, output, ints = {}, int = {} }: OnnxNode): Uint8Array {
  return message([
    ...inputs.map((name): Field => [1, name]),
    [2, output],
    [4, op],
    ...Object.entries(ints).map(([name, values]): Field => [
      5,
      message([[1, name], ...values.map((value): Field => [8, value]), [20, 7]]),
    ]),
    ...Object.entries(int).map(([name, value]): Field => [
      5,
      message([
        [1, name],
        [3, value],
        [20, 2],
      ]),
    ]),
  ]);
}

function int64Tensor(name: string, values: readonly number[]): Uint8Array {
  return message([[1, values.length], [2, INT64], ...values.map((value): Field => [7, value]), [8, name]]);
}

/** Describes a float tensor. A dimension is a number in digits, or a name. */
function valueInfo(name: string, dims: readonly string[]): Uint8Array {
  const shape = message(
    dims.map((dim): Field => [1, message([/^\d+$/.test(dim) ? [1, Number(dim)] : [2, dim]])]),
  );
  const tensor = message([
    [1, FLOAT],
    [2, shape],
  ]);
  return message([
    [1, name],
    [2, message([[1, tensor]])],
  ]);
}

/** Encodes a message with these fields. */
export function message(fields: readonly Field[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [...varint(BigInt(number << 3)), ...varint(BigInt(value))];
      const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
      return [...varint(BigInt((number << 3) | 2)), ...varint(BigInt(bytes.length)), ...bytes];
    }),
  );
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return bytes;
}
