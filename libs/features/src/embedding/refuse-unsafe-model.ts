import { SerenadeError } from '#libs/contracts';
import { ProtobufError, readProtobufFields, type ProtobufField } from './protobuf-fields.js';

type Message =
  'model' | 'graph' | 'node' | 'attribute' | 'tensor' | 'sparseTensor' | 'training' | 'function' | 'opset';

/**
 * The ONNX messages that contain tensors or name an operator domain, and how they nest. Field numbers:
 * https://github.com/onnx/onnx/blob/v1.19.0/onnx/onnx.proto
 */
const NESTED: Readonly<Record<Message, Readonly<Record<number, Message>>>> = {
  model: { 7: 'graph', 8: 'opset', 20: 'training', 25: 'function' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparseTensor' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparseTensor', 23: 'sparseTensor' },
  tensor: {},
  sparseTensor: { 1: 'tensor', 2: 'tensor' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 9: 'opset', 11: 'attribute' },
  opset: {},
};

const DOMAIN_FIELD: Readonly<Partial<Record<Message, number>>> = { node: 7, function: 10, opset: 1 };
const EXTERNAL_DATA = 13;
const DATA_LOCATION = 14;

/** The operator domains that onnxruntime implements. The empty domain means ai.onnx. */
const DOMAINS: readonly string[] = ['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft'];

/** The maximum nesting depth of messages, which is also that of the C++ parser. */
const MAX_DEPTH = 100;

/**
 * Refuses an ONNX model that could access anything outside its own bytes. Call it before onnxruntime reads them. A
 * tensor with external data makes onnxruntime read the file that it names. A foreign operator domain requires code that
 * is not part of onnxruntime. Subgraphs, functions and training graphs are searched too.
 *
 * @throws SerenadeError `embedding_model.unsafe`
 * @throws SerenadeError `embedding_model.invalid` when the bytes are not a protobuf message
 */
export function refuseUnsafeModel(model: Uint8Array): void {
  if (isOrtFormat(model)) {
    throw invalid('it is in the ORT format. Upload the ONNX file that it was made from.');
  }
  try {
    checkMessage('model', model, 0);
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    throw invalid(`it is not an ONNX file: ${error.message}`);
  }
}

/** Returns true for bytes that onnxruntime reads as a FlatBuffer, even if they are also valid protobuf. */
function isOrtFormat(model: Uint8Array): boolean {
  return Buffer.from(model.subarray(4, 8)).toString('latin1') === 'ORTM';
}

function checkMessage(kind: Message, bytes: Uint8Array, depth: number): void {
  if (depth > MAX_DEPTH) throw new ProtobufError(`Messages nest deeper than ${MAX_DEPTH}.`);
  for (const field of readProtobufFields(bytes)) {
    const nested = NESTED[kind][field.number];
    if (nested !== undefined) checkMessage(nested, bytesOf(field), depth + 1);
    else if (DOMAIN_FIELD[kind] === field.number) checkDomain(bytesOf(field));
    else if (kind === 'tensor') checkTensorField(field);
  }
}

function checkTensorField({ number, value }: ProtobufField): void {
  if (number !== EXTERNAL_DATA && (number !== DATA_LOCATION || value === 0)) return;
  throw unsafe(
    'it has a tensor with external data, which onnxruntime would read from a file on the server. Save the weights inside the ONNX file: onnx.save_model(model, path, save_as_external_data=False).',
  );
}

function checkDomain(bytes: Uint8Array): void {
  const domain = Buffer.from(bytes).toString('latin1');
  if (DOMAINS.includes(domain)) return;
  throw unsafe(
    `it uses operators of the domain ${JSON.stringify(domain.slice(0, 80))}, which are not part of onnxruntime. Export it with operators of ai.onnx, ai.onnx.ml or com.microsoft only.`,
  );
}

function bytesOf({ number, value }: ProtobufField): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new ProtobufError(`Field ${number} has the wrong wire type.`);
}

function unsafe(reason: string): SerenadeError {
  return new SerenadeError('embedding_model.unsafe', `The embedding model is not safe to load: ${reason}`);
}

function invalid(reason: string): SerenadeError {
  return new SerenadeError('embedding_model.invalid', `The embedding model cannot be read: ${reason}`);
}
