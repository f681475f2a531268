import { SerenadeError } from '#libs/contracts';
import { parseTensorFile, type Tensor, type TensorType } from './safetensors-header.js';

/** The header padding of the reference writer. With 8-byte types first, every tensor is aligned to its type. */
const ALIGNMENT = 8;
const METADATA = '__metadata__';

/**
 * Writes a safetensors file (https://github.com/huggingface/safetensors): 8 bytes of header length, a JSON header, and
 * little-endian data without gaps. The same input produces the same bytes.
 *
 * @throws SerenadeError `features.corrupt` when a shape does not match its values
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const entries = Object.entries(tensors).sort(byWidthThenName);
  const header: [string, unknown][] = [];
  if (Object.keys(metadata).length > 0)
    header.push([METADATA, Object.fromEntries(Object.entries(metadata).sort())]);
  let end = 0;
  for (const [name, { dtype, shape, values }] of entries) {
    checkShape(name, shape, values.length);
    const start = end;
    end += values.byteLength;
    header.push([name, { dtype, shape, data_offsets: [start, end] }]);
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = ALIGNMENT * Math.ceil(json.length / ALIGNMENT);
  const bytes = new Uint8Array(8 + headerBytes + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, 8, 8 + headerBytes);
  bytes.set(json, 8);
  let at = 8 + headerBytes;
  for (const [, { values }] of entries) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a safetensors file. Tensors are views of `bytes` if they are aligned, otherwise copies.
 *
 * @throws SerenadeError `features.corrupt` when the file is damaged: header length, JSON, types, shapes, or offsets
 * that overlap, leave gaps or do not end at the end of the file
 */
export function readSafetensors(bytes: Uint8Array): TensorFile {
  const { entries, metadata, dataStart } = parseTensorFile(bytes);
  const tensors = new Map<string, Tensor>();
  for (const { name, dtype, shape, start, end } of entries)
    tensors.set(name, viewTensor(dtype, shape, bytes.subarray(dataStart + start, dataStart + end)));
  return { tensors, metadata };
}

/**
 * Returns the tensor with this name and type.
 *
 * @throws SerenadeError `features.corrupt` when the file has no such tensor
 */
export function requireTensor<T extends TensorType>(
  file: TensorFile,
  name: string,
  dtype: T,
): Extract<Tensor, { dtype: T }> {
  const tensor = file.tensors.get(name);
  if (tensor?.dtype === dtype) return tensor as Extract<Tensor, { dtype: T }>;
  const found = tensor ? `has the type ${tensor.dtype}, not ${dtype}` : 'is missing';
  throw new SerenadeError('features.corrupt', `The tensor "${name}" ${found}.`);
}

function byWidthThenName([nameA, a]: [string, Tensor], [nameB, b]: [string, Tensor]): number {
  const byWidth = b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT;
  return byWidth === 0 ? (nameA < nameB ? -1 : 1) : byWidth;
}

function checkShape(name: string, shape: readonly number[], values: number): void {
  const isCount = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  const isNameFree = name !== METADATA;
  if (isCount && isNameFree && shape.reduce((product, size) => product * size, 1) === values) return;
  const text = `The tensor "${name}" of shape [${shape.join(', ')}] cannot hold ${values} values.`;
  throw new SerenadeError('features.corrupt', text);
}

function viewTensor(dtype: TensorType, shape: readonly number[], part: Uint8Array): Tensor {
  const width = dtype === 'I64' ? 8 : 4;
  const aligned = part.byteOffset % width === 0 ? part : new Uint8Array(part); // a Buffer.slice() would not copy
  const { buffer, byteOffset, length } = aligned;
  if (dtype === 'F32') return { dtype, shape, values: new Float32Array(buffer, byteOffset, length / width) };
  if (dtype === 'I32') return { dtype, shape, values: new Int32Array(buffer, byteOffset, length / width) };
  return { dtype, shape, values: new BigInt64Array(buffer, byteOffset, length / width) };
}
