import { float32Bytes } from '../float32-bytes.js';
import { ProtobufWriter } from './protobuf.js';

// Field numbers of onnx.proto3, https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto3
const FLOAT = 1;
const INT64 = 7;
const IR_VERSION = 8;
/** The first opset with LayerNormalization. All operators used here also exist in later opsets. */
export const OPSET = 17;

export type Attribute = number | string | readonly number[] | { readonly float: number };

/** An input or output of a graph. An extent that the graph leaves free has a name. */
interface GraphValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/**
 * Builds an ONNX graph. Nodes keep the order in which they are added.
 *
 * A network runs on operations that record themselves, so no architecture is described twice. The ONNX package on npm
 * depends on an unmaintained protobufjs; `protobuf.ts` has 50 lines.
 */
export class OnnxGraph {
  readonly #nodes: ProtobufWriter[] = [];
  readonly #constants = new Map<string, ProtobufWriter>();
  readonly #used = new Set<string>();
  #names = 0;

  /** Adds an operator and returns the names of its outputs. The input `''` stands for an omitted input. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    outputs: readonly string[] = [this.#name(operator)],
  ): string {
    const node = new ProtobufWriter();
    for (const input of inputs) {
      this.#used.add(input);
      node.text(1, input);
    }
    for (const output of outputs) node.text(2, output);
    node.text(3, outputs.join(' ')).text(4, operator);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attributeOf(name, value));
    this.#nodes.push(node);
    return outputs[0] ?? '';
  }

  /** Adds a float32 constant, which is stored if a node reads it. A name is stored once. */
  floats(values: Float32Array, shape: readonly number[], name = this.#name('constant')): string {
    return this.#tensor(name, FLOAT, shape, float32Bytes([values]));
  }

  integers(values: readonly number[]): string {
    const name = `integers ${values.join(' ')}`;
    const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.#tensor(name, INT64, [values.length], bytes);
  }

  /** Returns the bytes of the model file. */
  finish(
    name: string,
    input: GraphValue,
    output: GraphValue,
    metadata: Readonly<Record<string, string>>,
  ): Uint8Array {
    const graph = new ProtobufWriter();
    for (const node of this.#nodes) graph.message(1, node);
    graph.text(2, name);
    for (const [constant, tensor] of this.#constants) if (this.#used.has(constant)) graph.message(5, tensor);
    graph.message(11, valueOf(input)).message(12, valueOf(output));
    const model = new ProtobufWriter()
      .integer(1, IR_VERSION)
      .text(2, 'serenade')
      .message(7, graph)
      .message(8, new ProtobufWriter().text(1, '').integer(2, OPSET));
    for (const [key, value] of Object.entries(metadata))
      model.message(14, new ProtobufWriter().text(1, key).text(2, value));
    return model.finish();
  }

  #tensor(name: string, type: number, shape: readonly number[], bytes: Uint8Array): string {
    const tensor = new ProtobufWriter();
    for (const extent of shape) tensor.integer(1, extent);
    this.#constants.set(name, tensor.integer(2, type).text(8, name).bytes(9, bytes));
    return name;
  }

  #name(kind: string): string {
    return `${kind}_${++this.#names}`;
  }
}

function attributeOf(name: string, value: Attribute): ProtobufWriter {
  const attribute = new ProtobufWriter().text(1, name);
  if (typeof value === 'number') return attribute.integer(3, value).integer(20, 2);
  if (typeof value === 'string') return attribute.text(4, value).integer(20, 3);
  if ('float' in value) return attribute.float(2, value.float).integer(20, 1);
  for (const item of value) attribute.integer(8, item);
  return attribute.integer(20, 7);
}

function valueOf({ name, shape }: GraphValue): ProtobufWriter {
  const extents = new ProtobufWriter();
  for (const extent of shape) {
    const dimension = new ProtobufWriter();
    extents.message(1, typeof extent === 'number' ? dimension.integer(1, extent) : dimension.text(2, extent));
  }
  const tensor = new ProtobufWriter().integer(1, FLOAT).message(2, extents);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
}
