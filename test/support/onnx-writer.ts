/** A field of a protocol-buffer message. The specs use fields to write ONNX models by hand. */
export type Field = readonly [number: number, value: number | string | Uint8Array];

/** A node of a graph. `ints`, `int` and `graphs` are its attributes. An empty domain means `ai.onnx`. */
export interface OnnxNode {
  readonly op: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly graphs?: Readonly<Record<string, Uint8Array>>;
  readonly ints?: Readonly<Record<string, readonly number[]>>;
  readonly int?: Readonly<Record<string, number>>;
}

const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;

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
  const axes = Array.from({ length: output.rank }, (_, axis) => `axis${axis}`);
  const graph = message([
    ...nodes.map((node): Field => [1, nodeProto(node)]),
    [2, 'test'],
    ...Object.entries(constants).map(([name, values]): Field => [5, int64Tensor(name, values)]),
    ...tensors.map((tensor): Field => [5, tensor]),
    [11, valueInfo('signal', ['1', 'samples'])],
    [12, valueInfo(output.name, axes)],
  ]);
  const domains = new Set(['', ...nodes.map(({ domain = '' }) => domain)]);
  const opsets = [...domains].map((domain): Field => [
    8,
    message([
      [1, domain],
      [2, domain === '' ? 13 : 1],
    ]),
  ]);
  return message([[1, 8], [7, graph], ...opsets]);
}

/**
 * Builds the body of a `Loop` that carries one float tensor. Its nodes read `carried` and write `next`. The loop goes on
 * until its trip count.
 */
export function loopBody(nodes: readonly OnnxNode[]): Uint8Array {
  return message([
    ...nodes.map((node): Field => [1, nodeProto(node)]),
    [1, nodeProto({ op: 'Identity', inputs: ['condition'], output: 'goesOn' })],
    [2, 'body'],
    [11, valueInfo('iteration', [], INT64)],
    [11, valueInfo('condition', [], BOOL)],
    [11, valueInfo('carried', null)],
    [12, valueInfo('goesOn', [], BOOL)],
    [12, valueInfo('next', null)],
  ]);
}

function nodeProto({ op, domain, inputs, output, ints = {}, int = {}, graphs = {} }: OnnxNode): Uint8Array {
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
    ...Object.entries(graphs).map(([name, graph]): Field => [
      5,
      message([
        [1, name],
        [6, graph],
        [20, 5],
      ]),
    ]),
    ...(domain === undefined ? [] : [[7, domain] as const]),
  ]);
}

function int64Tensor(name: string, values: readonly number[]): Uint8Array {
  return message([[1, values.length], [2, INT64], ...values.map((value): Field => [7, value]), [8, name]]);
}

/** Describes a tensor. A dimension is a number in digits, or a name. Without dimensions, the tensor has any shape. */
function valueInfo(name: string, dims: readonly string[] | null, type = FLOAT): Uint8Array {
  const axes = dims?.map((dim): Field => [1, message([/^\d+$/.test(dim) ? [1, Number(dim)] : [2, dim]])]);
  const tensor = message([[1, type], ...(axes === undefined ? [] : [[2, message(axes)] as const])]);
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
