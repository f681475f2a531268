/** A message between a process and its sandbox: JSON, followed by the bytes of a tensor or a file. */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
}

/** The longest header is the report of a clip with 20,000 segments. */
const MAX_HEADER_BYTES = 8 * 1024 ** 2;
const LENGTH_BYTES = 4;

/** Encodes the beginning of a frame whose body of `bytes` bytes follows: the header's length (uint32) and its JSON. */
export function encodeHeader(header: Frame['header'], bytes: number): Uint8Array {
  const json = Buffer.from(JSON.stringify({ ...header, bytes }));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json]);
}

/**
 * Reads frames until the stream ends. The sender may be hostile, so no length in the stream is trusted.
 *
 * @param maxBodyBytes the largest accepted body
 * @throws Error when the stream ends within a frame or contains something else
 */
export async function* readFrames(
  stream: AsyncIterable<Uint8Array>,
  maxBodyBytes = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Frame, void, undefined> {
  const reader = new ByteReader(stream[Symbol.asyncIterator]());
  for (;;) {
    const length = await reader.take(LENGTH_BYTES);
    if (length === null) return;
    const headerBytes = new DataView(length.buffer, length.byteOffset).getUint32(0, true);
    if (headerBytes > MAX_HEADER_BYTES) throw new Error(`A header of ${headerBytes} bytes is too long.`);
    const header: unknown = JSON.parse(new TextDecoder().decode(await reader.takeAll(headerBytes)));
    if (typeof header !== 'object' || header === null) throw new Error('A header is not an object.');
    const { bytes, ...rest } = header as Record<string, unknown>;
    if (!Number.isSafeInteger(bytes) || Number(bytes) < 0 || Number(bytes) > maxBodyBytes)
      throw new Error(`A body cannot have ${String(bytes)} bytes.`);
    yield { header: rest, body: await reader.takeAll(Number(bytes)) };
  }
}

class ByteReader {
  #rest: Uint8Array = new Uint8Array(0);

  constructor(private readonly chunks: AsyncIterator<Uint8Array>) {}

  /** Reads `length` bytes into new memory. Returns null if the stream ends before the first one. */
  async take(length: number): Promise<Uint8Array | null> {
    const out = new Uint8Array(length);
    for (let at = 0; at < length;) {
      if (this.#rest.length === 0) {
        const { done, value } = (await this.chunks.next()) as IteratorResult<Uint8Array, undefined>;
        if (done === true && at === 0) return null;
        if (done === true) throw new Error('The stream ends within a frame.');
        this.#rest = value;
      }
      const part = this.#rest.subarray(0, length - at);
      out.set(part, at);
      at += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return out;
  }

  async takeAll(length: number): Promise<Uint8Array> {
    const bytes = await this.take(length);
    if (bytes === null) throw new Error('The stream ends within a frame.');
    return bytes;
  }
}
