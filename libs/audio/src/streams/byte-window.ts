import { SerenadeError } from '#libs/contracts';

/** The largest header or frame that a decoder may request at once: a tag with pictures, or the index of an MP4 file. */
const MOST_BYTES = 64 * 1024 ** 2;
const FIRST_BYTES = 64 * 1024;

/**
 * A window on a clip whose bytes arrive in pieces. A decoder fills the window, reads from `bytes`, and skips the bytes
 * that it has used, so memory holds one frame and one piece instead of the clip.
 */
export class ByteWindow {
  /** The offset in the clip of the first byte in `bytes`. */
  position = 0;
  /** True once `bytes` contains everything up to the end of the clip. */
  isAtEnd = false;
  readonly #pieces: AsyncIterator<Uint8Array>;
  #memory = new Uint8Array(FIRST_BYTES);
  #start = 0;
  #end = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** The bytes that have arrived and were not skipped. They are valid until the next call of `fill`. */
  get bytes(): Uint8Array {
    return this.#memory.subarray(this.#start, this.#end);
  }

  /** Waits until the window has `count` bytes or ends with the clip. Returns false if the clip ends earlier. */
  async fill(count: number): Promise<boolean> {
    while (this.#end - this.#start < count && !this.isAtEnd) {
      const next: IteratorResult<Uint8Array, unknown> = await this.#pieces.next();
      if (next.done === true) this.isAtEnd = true;
      else this.#append(next.value);
    }
    return this.#end - this.#start >= count;
  }

  skip(count: number): void {
    this.#start += count;
    this.position += count;
  }

  /**
   * Calls a parser with the bytes of the window. If the parser finds them truncated, it is called again with more bytes,
   * until it succeeds or the clip ends.
   *
   * @throws what `parse` throws; the message of a coded error says from which byte of the clip it counts
   */
  async parse<T>(parse: (bytes: Uint8Array) => T): Promise<T> {
    for (;;) {
      try {
        return parse(this.bytes);
      } catch (error) {
        const isCut = error instanceof SerenadeError && error.code === 'clip.truncated';
        const { length } = this.bytes;
        if (!isCut || this.isAtEnd || length >= MOST_BYTES) throw this.locate(error);
        await this.fill(Math.min(MOST_BYTES, Math.max(FIRST_BYTES, 2 * length)));
      }
    }
  }

  /** Adds the position of the window to an error whose message counts bytes from there. */
  locate(error: unknown): unknown {
    const isAboutBytes =
      error instanceof SerenadeError && (error.code === 'clip.truncated' || error.code === 'clip.malformed');
    if (!isAboutBytes || this.position === 0) return error;
    const text = `${error.message} Bytes are counted from byte ${this.position} of the clip.`;
    return new SerenadeError(error.code, text, {}, { cause: error });
  }

  /** Ends reading, so that the source can release its resources. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  #append(piece: Uint8Array): void {
    const length = this.#end - this.#start;
    if (this.#end + piece.length > this.#memory.length) {
      const needed = length + piece.length;
      const memory = needed <= this.#memory.length ? this.#memory : new Uint8Array(Math.ceil(1.5 * needed));
      memory.set(this.bytes);
      this.#memory = memory;
      this.#start = 0;
      this.#end = length;
    }
    this.#memory.set(piece, this.#end);
    this.#end += piece.length;
  }
}
