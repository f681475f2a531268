/** A field of a Protocol Buffers message: an integer, the bytes of a nested value, or null for fixed-width numbers. */
export interface ProtobufField {
  readonly number: number;
  readonly value: number | Uint8Array | null;
}

/** Reports that bytes do not follow the wire format. */
export class ProtobufError extends Error {
  override readonly name = 'ProtobufError';
}

const MAX_TAG = 2 ** 32 - 1;
const MAX_VARINT_BYTES = 10;

/**
 * Reads the fields of one message: https://protobuf.dev/programming-guides/encoding. It is at least as strict as the
 * C++ parser, so it misses no field that the C++ parser reads. It rejects groups, which ONNX does not use.
 *
 * @throws ProtobufError
 */
export function* readProtobufFields(bytes: Uint8Array): Generator<ProtobufField, void, undefined> {
  const reader = new WireReader(bytes);
  while (!reader.isAtEnd) {
    const tag = reader.varint();
    const number = Math.floor(tag / 8);
    if (number === 0 || tag > MAX_TAG) throw new ProtobufError('A field has an invalid number.');
    yield { number, value: valueOf(reader, tag % 8) };
  }
}

function valueOf(reader: WireReader, wireType: number): ProtobufField['value'] {
  if (wireType === 0) return reader.varint();
  if (wireType === 2) return reader.take(reader.varint());
  if (wireType !== 1 && wireType !== 5) throw new ProtobufError(`A field has the wire type ${wireType}.`);
  reader.take(wireType === 1 ? 8 : 4);
  return null;
}

class WireReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  /** Reads an unsigned integer. Rounding above 2^53 never produces zero, a valid tag or a valid length. */
  varint(): number {
    let value = 0;
    for (let index = 0; index < MAX_VARINT_BYTES; index++) {
      const byte = this.bytes[this.#at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return value;
    }
    throw new ProtobufError('An integer is truncated or too long.');
  }

  /** Returns a view of the next bytes. */
  take(length: number): Uint8Array {
    const start = this.#at;
    if (length > this.bytes.length - start) throw new ProtobufError('A value is longer than its message.');
    this.#at = start + length;
    return this.bytes.subarray(start, this.#at);
  }
}
