import { decodeNibble, type ImaState } from './ima-adpcm.js';

/** The header keeps the upper nine bits of a sample. */
const HEADER_STEP = 128;

/**
 * Decodes IMA ADPCM of QuickTime (`ima4` in AIFF-C and CAF). A block has a packet of 34 bytes for each channel: a
 * big-endian header of nine bits of the last sample and seven of the step index, and 64 codes, low nibble first.
 */
export class Ima4Decoder {
  readonly #states: ImaState[];

  constructor(private readonly channels: number) {
    this.#states = Array.from({ length: channels }, () => ({ predictor: 0, index: 0 }));
  }

  /** @param out `[frames, channels]` */
  decode(view: DataView, start: number, count: number, out: Float64Array): void {
    this.#states.forEach((state, channel) => {
      const at = start + 34 * channel;
      const header = view.getInt16(at);
      const index = Math.min(header & 127, 88);
      const predictor = header & -HEADER_STEP;
      // The lower bits of the last sample are only in the state, which fits unless a packet was lost.
      const isNext = state.index === index && Math.abs(state.predictor - predictor) < HEADER_STEP;
      if (!isNext) state.predictor = predictor;
      state.index = index;
      for (let frame = 0; frame < count; frame++) {
        const code = (view.getUint8(at + 2 + (frame >> 1)) >> (4 * (frame & 1))) & 15;
        out[frame * this.channels + channel] = decodeNibble(state, code) / 32768;
      }
    });
  }
}
