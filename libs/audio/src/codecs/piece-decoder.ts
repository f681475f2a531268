import type { SampleLayout } from '../containers/sample-layout.js';
import { blockFrames, createBlockDecoder, isBlockCodec } from './block-codecs.js';
import { SAMPLE_READERS } from './samples.js';

/** Decodes a few frames of a file of samples at a time. */
export interface PieceDecoder {
  /** The largest number of frames that a call decodes. */
  readonly pieceFrames: number;
  /**
   * Decodes the frames at byte `at`, interleaved to `out`.
   *
   * @param left the number of frames that are wanted
   * @param isLast decodes a block that is cut by the end of the bytes, too
   * @returns the number of decoded frames, 0 without a whole frame or block, and the number of used bytes
   */
  decode(
    view: DataView,
    at: number,
    left: number,
    isLast: boolean,
    out: Float64Array, // [pieceFrames, channels]
  ): { readonly count: number; readonly used: number };
}

/** @param wantedFrames the frames of a piece; a codec of blocks decodes as many blocks as these need, and at least one */
export function createPieceDecoder(layout: SampleLayout, wantedFrames: number): PieceDecoder {
  const { codec, channels, blockAlign } = layout;
  if (!isBlockCodec(codec)) {
    const read = SAMPLE_READERS[codec];
    return {
      pieceFrames: wantedFrames,
      decode: (view, at, left, _isLast, out) => {
        const count = Math.min(wantedFrames, left, Math.floor((view.byteLength - at) / blockAlign));
        read(view, at, count * channels, out);
        return { count, used: count * blockAlign };
      },
    };
  }
  const format = { codec, channels, blockAlign };
  const inBlock = blockFrames(format);
  const blocks = Math.max(1, Math.floor(wantedFrames / inBlock));
  const decodeBlock = createBlockDecoder(format);
  return {
    pieceFrames: blocks * inBlock,
    decode: (view, start, left, isLast, out) => {
      let count = 0;
      let at = start;
      for (let block = 0; block < blocks && count < left && at < view.byteLength; block++) {
        if (!isLast && view.byteLength - at < blockAlign) break;
        const own = Math.min(inBlock, left - count);
        decodeBlock(view, at, own, out.subarray(count * channels));
        count += own;
        at += blockAlign;
      }
      return { count, used: at - start };
    },
  };
}
