import type { SampleLayout } from '../containers/sample-layout.js';
import type { PcmSink } from '../pcm.js';
import { createPieceDecoder, type PieceDecoder } from './piece-decoder.js';

/** Number of frames decoded at a time, at least; codecs of blocks use whole blocks. */
const PIECE_FRAMES = 4096;

/**
 * Decodes the samples of a file as its bytes arrive, in pieces of any size. Memory holds one piece of frames and the
 * bytes of an incomplete frame or block.
 */
export class SampleStream {
  readonly #interleaved: Float64Array; // [frames, channels]
  readonly #planes: Float32Array[]; // [channels][frames]
  readonly #decoder: PieceDecoder;
  #carried: Buffer = Buffer.alloc(0);
  #left: number;

  /** Opens the sink. */
  constructor(
    layout: SampleLayout,
    private readonly sink: PcmSink,
  ) {
    const { channels, sampleRateHz, frames } = layout;
    this.#decoder = createPieceDecoder(layout, PIECE_FRAMES);
    const { pieceFrames } = this.#decoder;
    this.#interleaved = new Float64Array(pieceFrames * channels);
    this.#planes = Array.from({ length: channels }, () => new Float32Array(pieceFrames));
    this.#left = frames;
    sink.open({ sampleRateHz, channels, frames });
  }

  /** Decodes the next bytes of the samples, and ignores bytes behind the last frame. */
  push(bytes: Uint8Array): void {
    const all = this.#carried.length === 0 ? bytes : Buffer.concat([this.#carried, bytes]);
    const used = this.#decode(all, false);
    this.#carried = Buffer.from(all.subarray(used));
  }

  /** Decodes an incomplete last block. `framesLeft` counts the missing frames. */
  end(): void {
    this.#decode(this.#carried, true);
    this.#carried = Buffer.alloc(0);
  }

  get framesLeft(): number {
    return this.#left;
  }

  /** @returns the number of bytes used */
  #decode(bytes: Uint8Array, isLast: boolean): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (this.#left > 0 && at < bytes.length) {
      const { count, used } = this.#decoder.decode(view, at, this.#left, isLast, this.#interleaved);
      if (count === 0) break;
      at += used;
      this.#left -= count;
      this.#hand(count);
    }
    return this.#left === 0 ? bytes.length : Math.min(at, bytes.length);
  }

  #hand(count: number): void {
    const channels = this.#planes.length;
    this.#planes.forEach((plane, channel) => {
      for (let i = 0, from = channel; i < count; i++, from += channels)
        plane[i] = this.#interleaved[from] ?? 0;
    });
    this.sink.push(this.#planes.map((plane) => plane.subarray(0, count)));
  }
}
