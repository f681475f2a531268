import { countImaBlockFrames, decodeImaBlock } from './ima-adpcm.js';
import type { PcmSink } from '../pcm.js';
import { SAMPLE_READERS } from './samples.js';
import type { WavLayout } from '../containers/wav-layout.js';

/** Number of frames decoded at a time; IMA ADPCM uses one block. */
const PIECE_FRAMES = 4096;

/**
 * Decodes the data chunk of a WAV file as its bytes arrive, in pieces of any size. Memory holds one piece of frames and
 * the bytes of an incomplete frame (of IMA ADPCM, a block).
 */
export class WavStream {
  readonly #interleaved: Float64Array; // [frames, channels]
  readonly #planes: Float32Array[]; // [channels][frames]
  readonly #pieceFrames: number;
  #carried: Buffer = Buffer.alloc(0);
  #left: number;

  /** Opens the sink. */
  constructor(
    private readonly layout: WavLayout,
    private readonly sink: PcmSink,
  ) {
    const { channels, sampleRateHz, frames, codec } = layout;
    this.#pieceFrames = codec === 'ima-adpcm' ? countImaBlockFrames(layout) : PIECE_FRAMES;
    this.#interleaved = new Float64Array(this.#pieceFrames * channels);
    this.#planes = Array.from({ length: channels }, () => new Float32Array(this.#pieceFrames));
    this.#left = frames;
    sink.open({ sampleRateHz, channels, frames });
  }

  /** Decodes bytes of the data chunk, in order, and ignores bytes behind its last frame. */
  push(bytes: Uint8Array): void {
    const all = this.#carried.length === 0 ? bytes : Buffer.concat([this.#carried, bytes]);
    const used = this.#decode(all, false);
    this.#carried = Buffer.from(all.subarray(used));
  }

  /** Decodes an incomplete last block of IMA ADPCM. `framesLeft` counts the missing frames. */
  end(): void {
    this.#decode(this.#carried, true);
    this.#carried = Buffer.alloc(0);
  }

  get framesLeft(): number {
    return this.#left;
  }

  /** @returns the number of bytes used */
  #decode(bytes: Uint8Array, isLast: boolean): number {
    const { blockAlign, codec } = this.layout;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (this.#left > 0 && at < bytes.length) {
      let count: number;
      if (codec === 'ima-adpcm') {
        if (!isLast && bytes.length - at < blockAlign) break;
        count = Math.min(this.#pieceFrames, this.#left);
        decodeImaBlock(view, at, this.layout, count, this.#interleaved);
        at += blockAlign;
      } else {
        count = Math.min(this.#pieceFrames, this.#left, Math.floor((bytes.length - at) / blockAlign));
        if (count === 0) break;
        SAMPLE_READERS[codec](view, at, count * this.layout.channels, this.#interleaved);
        at += count * blockAlign;
      }
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
