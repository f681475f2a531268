import { SerenadeError } from '#libs/contracts';

/** A tensor in row-major order. */
export type Tensor =
  | { readonly dtype: 'F32'; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly dtype: 'I32'; readonly shape: readonly number[]; readonly values: Int32Array }
  | { readonly dtype: 'I64'; readonly shape: readonly number[]; readonly values: BigInt64Array };

export type TensorType = Tensor['dtype'];

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The position of a tensor, in bytes from the end of the header. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: TensorType;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

export interface TensorHeader {
  /** Tensors in the order of their data. */
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly dataStart: number;
}

/** The reference reader's limit for a header. */
const MAX_HEADER_BYTES = 100_000_000;
const WIDTHS: Readonly<Record<TensorType, number>> = { F32: 4, I32: 4, I64: 8 };

/** @throws SerenadeError `features.corrupt` when the header does not match the bytes */
export function parseTensorFile(bytes: Uint8Array): TensorHeader {
  const { json, dataStart } = readHeaderJson(bytes);
  const { __metadata__: metadata, ...tensors } = json;
  const entries = Object.entries(tensors).map(([name, value]) => entryOf(name, value));
  entries.sort((a, b) => a.start - b.start || a.end - b.end);
  let end = 0;
  for (const entry of entries) {
    if (entry.start !== end) throw damaged(`"${entry.name}" begins at byte ${entry.start} instead of ${end}`);
    end = entry.end;
  }
  const dataBytes = bytes.length - dataStart;
  if (end !== dataBytes)
    throw damaged(`the header describes ${end} bytes of data, but the file has ${dataBytes}`);
  return { entries, metadata: metadataOf(metadata), dataStart };
}

function readHeaderJson(bytes: Uint8Array): { json: Readonly<Record<string, unknown>>; dataStart: number } {
  if (bytes.length < 8) throw damaged(`${bytes.length} bytes are too few for a header length`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES || 8 + length > bytes.length) {
    throw damaged(`the header claims ${length} bytes of ${bytes.length - 8}`);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length));
    const json: unknown = JSON.parse(text);
    if (isRecord(json)) return { json, dataStart: 8 + length };
  } catch (cause) {
    throw damaged('its header is not JSON', cause);
  }
  throw damaged('its header is not a JSON object');
}

function entryOf(name: string, value: unknown): TensorEntry {
  if (!isRecord(value)) throw damaged(`"${name}" is not an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isTensorType(dtype)) throw damaged(`"${name}" has the unsupported type ${JSON.stringify(dtype)}`);
  if (!isCounts(shape)) throw damaged(`"${name}" has the shape ${JSON.stringify(shape)}`);
  if (!isCounts(offsets) || offsets.length !== 2) throw damaged(`"${name}" has no pair of offsets`);
  const [start = 0, end = 0] = offsets;
  const expected = shape.reduce((product, size) => product * size, WIDTHS[dtype]);
  if (end - start !== expected) throw damaged(`"${name}" needs ${expected} bytes, but has ${end - start}`);
  return { name, dtype, shape, start, end };
}

function metadataOf(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isRecord(value)) throw damaged('its metadata is not an object');
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) => {
      if (typeof text !== 'string') throw damaged(`its metadata "${key}" is not a string`);
      return [key, text];
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTensorType(value: unknown): value is TensorType {
  return typeof value === 'string' && Object.hasOwn(WIDTHS, value);
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && Number(item) >= 0);
}

function damaged(what: string, cause?: unknown): SerenadeError {
  return new SerenadeError('features.corrupt', `The tensor file is damaged: ${what}.`, {}, { cause });
}
