import { MPEGDecoder } from 'mpg123-decoder';
import { SerenadeError } from '#libs/contracts';
import { malformedClip, truncatedClip } from '../clip-errors.js';
import { throwFirstComplaint } from '../codecs/complaints.js';
import { FRAMES_LOST, PIECE_BYTES } from '../codecs/mp3.js';
import { findFirstFrame, mpegFrameAt, xingFrames, type MpegFrame } from '../containers/mpeg-frames.js';
import { MOST_JUNK } from '../containers/frame-walk.js';
import { findEndOfId3v2 } from '../containers/tags.js';
import type { PcmSink } from '../pcm.js';
import type { ByteWindow } from './byte-window.js';
import { endsWithMetadata } from './ends-with-metadata.js';

/** Enough bytes for the frames that identify MPEG audio. */
const FIRST_FRAMES_BYTES = 16 * 1024;

/**
 * Decodes MPEG audio in the same pieces as `decodeMp3`. It finds damage while it decodes, and not before.
 *
 * @throws SerenadeError as `decodeMp3`
 */
export async function decodeMp3Pieces(window: ByteWindow, sink: PcmSink): Promise<void> {
  const first = await skipToFirstFrame(window);
  const promised = xingFrames(window.bytes.subarray(0, first.length));
  sink.open({ sampleRateHz: first.sampleRateHz, channels: first.channels, frames: null });
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    let decoded = 0;
    const frames = await walkFrames(window, first.kind, (piece) => {
      const result = throwFirstComplaint(() => decoder.decode(piece));
      decoded += result.samplesDecoded;
      if (result.samplesDecoded === 0) return;
      if (result.sampleRate !== first.sampleRateHz)
        throw malformedClip(`The MP3 stream of ${first.sampleRateHz} Hz decoded to ${result.sampleRate} Hz.`);
      // The decoder returns mono twice.
      sink.push(result.channelData.slice(0, first.channels));
    });
    const sounding = promised === null ? frames : frames - 1;
    if (promised !== null && promised > sounding)
      throw truncatedClip(`The MP3 header promises ${promised} frames; ${sounding} are there.`);
    const samples = sounding * first.samples;
    const least = samples - (FRAMES_LOST * samples) / Math.max(1, sounding);
    if (decoded === 0 || decoded < least || decoded > samples)
      throw malformedClip(`The MP3 stream promises ${samples} samples and has ${decoded}.`);
  } finally {
    decoder.free();
  }
}

async function skipToFirstFrame(window: ByteWindow): Promise<MpegFrame> {
  const tagEnd = await window.parse(findEndOfId3v2);
  await window.fill(tagEnd + MOST_JUNK + FIRST_FRAMES_BYTES);
  const start = findFirstFrame(window.bytes, tagEnd);
  const first = start === null ? null : mpegFrameAt(window.bytes, start);
  if (start === null || first === null) {
    const text = 'The clip begins like MP3, but no frames of MPEG audio follow.';
    throw new SerenadeError('clip.not_audio', text);
  }
  window.skip(start);
  return first;
}

/** Passes the bytes of all frames on, in pieces of `PIECE_BYTES`. Returns the number of frames. */
async function walkFrames(
  window: ByteWindow,
  kind: number,
  onPiece: (bytes: Uint8Array) => void,
): Promise<number> {
  let frames = 0;
  let walked = 0; // bytes of whole frames at the start of the window
  for (;;) {
    const frame = mpegFrameAt(window.bytes, walked);
    const needed = walked + (frame?.kind === kind ? frame.length : 4);
    if (needed > window.bytes.length && (await window.fill(needed))) continue;
    if (frame?.kind !== kind || needed > window.bytes.length) break;
    walked = needed;
    frames++;
    if (walked < PIECE_BYTES) continue;
    onPiece(window.bytes.subarray(0, PIECE_BYTES));
    window.skip(PIECE_BYTES);
    walked -= PIECE_BYTES;
  }
  if (walked > 0) onPiece(window.bytes.subarray(0, walked));
  window.skip(walked);
  if (await endsWithMetadata(window)) return frames;
  const rest = window.bytes;
  const cut = mpegFrameAt(rest, 0);
  if (window.isAtEnd && (rest.length < 4 || (cut?.kind === kind && cut.length > rest.length)))
    throw truncatedClip(`The MP3 stream ends within a frame, after ${frames} frames.`);
  throw malformedClip(
    `The clip has no frame of MPEG audio at byte ${window.position}, after ${frames} frames.`,
  );
}
