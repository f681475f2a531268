import { emptyClip, truncatedClip } from '../clip-errors.js';
import { allocate, decodeFrame, isEnd, scale } from '../codecs/flac.js';
import { readFrameHeader } from '../codecs/flac-header.js';
import { readStreamInfo } from '../codecs/flac-stream-info.js';
import { findEndOfId3v2 } from '../containers/tags.js';
import type { PcmSink } from '../pcm.js';
import type { ByteWindow } from './byte-window.js';

/** A frame of 4,096 samples, two channels and 16 bits has at most this many bytes. Larger frames are read in two steps. */
const FRAME_BYTES = 32 * 1024;

/** Decodes FLAC frame by frame. @throws SerenadeError as `decodeFlac` */
export async function decodeFlacPieces(window: ByteWindow, sink: PcmSink): Promise<void> {
  window.skip(await window.parse(findEndOfId3v2));
  const { info, end } = await window.parse(readStreamInfo);
  const { totalSamples: total, bitsPerSample, channels, sampleRateHz } = info;
  window.skip(end);
  sink.open({ sampleRateHz, channels, frames: total });
  const buffers = allocate(info);
  let decoded = 0;
  for (;;) {
    if (window.bytes.length < FRAME_BYTES) await window.fill(FRAME_BYTES);
    if (total === null ? window.isAtEnd && isEnd(window.bytes, 0) : decoded >= total) break;
    if (window.bytes.length === 0)
      throw truncatedClip(`The FLAC stream promises ${total} samples and ends after ${decoded}.`);
    const frame = await window.parse((bytes) => {
      const header = readFrameHeader(bytes, 0, info);
      return { header, end: decodeFrame(bytes, 0, header, info, buffers) };
    });
    const { blockSize } = frame.header;
    // The last block may be longer than the header promises; the surplus is dropped.
    const count = Math.min(blockSize, (total ?? Infinity) - decoded);
    scale(buffers, blockSize, bitsPerSample);
    sink.push(buffers.floats.map((channel) => channel.subarray(0, count)));
    decoded += count;
    window.skip(frame.end);
  }
  if (decoded === 0) throw emptyClip('The FLAC stream contains no samples.');
}
