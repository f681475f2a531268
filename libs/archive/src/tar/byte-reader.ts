/** Takes exact numbers of bytes off a stream of pieces. Holds one piece, or what is asked for at once. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();
  /** Bytes taken so far. */
  position = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** `length` bytes; fewer only where the stream ends. */
  async take(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.pieces(length)) parts.push(part);
    return parts.length === 1 && parts[0] !== undefined ? asBuffer(parts[0]) : Buffer.concat(parts);
  }

  /** The next `length` bytes as they come; fewer only where the stream ends. */
  async *pieces(length: number): AsyncGenerator<Uint8Array, void, undefined> {
    let left = length;
    while (left > 0) {
      if (this.#piece.length === 0 && !(await this.#next())) return;
      const taken = this.#piece.subarray(0, left);
      this.#piece = this.#piece.subarray(taken.length);
      left -= taken.length;
      this.position += taken.length;
      yield taken;
    }
  }

  /** @returns how many bytes there were to skip */
  async skip(length: number): Promise<number> {
    let skipped = 0;
    for await (const piece of this.pieces(length)) skipped += piece.length;
    return skipped;
  }

  /** Lets the source go. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #next(): Promise<boolean> {
    const next = await this.#pieces.next();
    if (next.done === true) return false;
    this.#piece = next.value;
    return true;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
