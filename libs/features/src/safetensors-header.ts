import { z } from 'zod';
import { SerenadeError } from '#libs/contracts';

/** A tensor in row-major order. */
export type Tensor =
  | { readonly dtype: 'F32'; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly dtype: 'I32'; readonly shape: readonly number[]; readonly values: Int32Array }
  | { readonly dtype: 'I64'; readonly shape: readonly number[]; readonly values: BigInt64Array };

export type TensorType = Tensor['dtype'];

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
/** The bytes of one value. */
const WIDTHS: Readonly<Record<TensorType, number>> = { F32: 4, I32: 4, I64: 8 };

const count = z.int().nonnegative();
const headerSchema = z.object({ __metadata__: z.record(z.string(), z.string()).default({}) }).catchall(
  z.object({
    dtype: z.enum(['F32', 'I32', 'I64']),
    shape: z.array(count),
    data_offsets: z.tuple([count, count]),
  }),
);

/** @throws SerenadeError `features.corrupt` when the header does not match the bytes */
export function parseTensorFile(bytes: Uint8Array): TensorHeader {
  const { json, dataStart } = readHeaderJson(bytes);
  const { data, error } = headerSchema.safeParse(json);
  if (error) throw damaged(`its header does not describe tensors:\n${z.prettifyError(error)}`, error);
  const { __metadata__: metadata, ...tensors } = data;
  const entries = Object.entries(tensors).map(([name, { dtype, shape, data_offsets: offsets }]) => {
    const [start, end] = offsets;
    const expected = shape.reduce((product, size) => product * size, WIDTHS[dtype]);
    if (end - start !== expected) throw damaged(`"${name}" needs ${expected} bytes, but has ${end - start}`);
    return { name, dtype, shape, start, end };
  });
  entries.sort((a, b) => a.start - b.start || a.end - b.end);
  let end = 0;
  for (const entry of entries) {
    if (entry.start !== end) throw damaged(`"${entry.name}" begins at byte ${entry.start} instead of ${end}`);
    end = entry.end;
  }
  const dataBytes = bytes.length - dataStart;
  if (end !== dataBytes)
    throw damaged(`the header describes ${end} bytes of data, but the file has ${dataBytes}`);
  return { entries, metadata, dataStart };
}

function readHeaderJson(bytes: Uint8Array): { readonly json: unknown; readonly dataStart: number } {
  if (bytes.length < 8) throw damaged(`${bytes.length} bytes are too few for a header length`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES || 8 + length > bytes.length) {
    throw damaged(`the header claims ${length} bytes of ${bytes.length - 8}`);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length));
    return { json: JSON.parse(text), dataStart: 8 + length };
  } catch (cause) {
    throw damaged('its header is not JSON', cause);
  }
}

function damaged(what: string, cause?: unknown): SerenadeError {
  return new SerenadeError('features.corrupt', `The tensor file is damaged: ${what}.`, {}, { cause });
}
