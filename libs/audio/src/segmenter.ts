/** Receives a whole segment; `samples` are valid until it returns. */
export type OnSegment = (startSample: number, samples: Float32Array) => void;

/**
 * Cuts a signal that arrives in pieces into segments that begin every hop and are a window long. If a tail remains, a
 * last segment of the same length ends with the signal, so that at least one segment contains each sample. A signal
 * shorter than the window is one segment. Memory holds two windows.
 */
export class Segmenter {
  #buffer: Float32Array;
  /** Index of the buffer's first sample in the signal. */
  #start = 0;
  #length = 0;
  #next = 0;
  #covered = 0;

  /** @param window length in samples, as is `hop` */
  constructor(
    private readonly window: number,
    private readonly hop: number,
    private readonly onSegment: OnSegment,
  ) {
    this.#buffer = new Float32Array(2 * window);
  }

  push(piece: Float32Array): void {
    // Parts of one window ensure that the buffer never needs more than two.
    for (let at = 0; at < piece.length; at += this.window) this.#take(piece.subarray(at, at + this.window));
  }

  end(): void {
    const end = this.#start + this.#length;
    if (end > this.#covered) this.#emit(Math.max(0, end - this.window), end);
  }

  #take(part: Float32Array): void {
    this.#drop(part.length);
    this.#buffer.set(part, this.#length);
    this.#length += part.length;
    const end = this.#start + this.#length;
    for (; this.#next + this.window <= end; this.#next += this.hop)
      this.#emit(this.#next, this.#next + this.window);
  }

  /** Makes room but keeps the last window, which the last segment may need. */
  #drop(needed: number): void {
    if (this.#length + needed <= this.#buffer.length) return;
    const kept = this.#length - this.window;
    this.#buffer.copyWithin(0, kept, this.#length);
    this.#start += kept;
    this.#length = this.window;
  }

  #emit(start: number, end: number): void {
    this.onSegment(start, this.#buffer.subarray(start - this.#start, end - this.#start));
    this.#covered = end;
  }
}
