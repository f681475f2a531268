import { MPEGDecoder } from 'mpg123-decoder';
import type { PcmSink } from '../pcm.js';
import { throwFirstComplaint } from './complaints.js';
import { walkMpeg, type MpegStream } from '../containers/mpeg-frames.js';
import { malformedClip } from '../clip-errors.js';
import type { Reading } from '../reading.js';

/** Number of bytes decoded between two checks of the sink's limits: 4 s at 128 kbit/s. */
export const PIECE_BYTES = 65_536;
/** Largest number of frames lost to encoder delay, padding and a bit reservoir that was cut, at the beginning and in each gap. */
export const FRAMES_LOST = 6;

/**
 * Decodes MPEG audio (MP3, and layers I and II) with mpg123. It walks all frames first, to compare the decoded samples
 * with the promise of the frames. A decoder serves one clip, because its bit reservoir would leak into the next. The
 * compiled module is shared.
 *
 * @throws SerenadeError as `walkMpeg` and its `error`, `clip.malformed`, and what the sink throws
 */
export async function decodeMp3(bytes: Uint8Array, sink: PcmSink, lenient: boolean): Promise<Reading> {
  const { ranges, samples, frames, sampleRateHz, channels, gaps, reading, error } = walkMpeg(bytes);
  if (error !== null && !lenient) throw error;
  const decoder = new MPEGDecoder();
  await decoder.ready;
  let decoded = 0;
  try {
    sink.open({ sampleRateHz, channels, frames: samples });
    for (const piece of cutPieces(bytes, ranges)) {
      const result = throwFirstComplaint(() => decoder.decode(piece));
      decoded += result.samplesDecoded;
      if (result.samplesDecoded === 0) continue;
      if (result.sampleRate !== sampleRateHz) {
        throw malformedClip(`The MP3 stream of ${sampleRateHz} Hz decoded to ${result.sampleRate} Hz.`);
      }
      // The decoder returns mono twice.
      sink.push(result.channelData.slice(0, channels));
    }
  } finally {
    decoder.free();
  }
  if (error !== null) throw error;
  const least = samples - (FRAMES_LOST * (gaps + 1) * samples) / Math.max(1, frames);
  if (decoded > 0 && decoded >= least && decoded <= samples) return reading;
  throw malformedClip(`The MP3 stream promises ${samples} samples and has ${decoded}.`);
}

function* cutPieces(bytes: Uint8Array, ranges: MpegStream['ranges']): Generator<Uint8Array, void, undefined> {
  for (const { start, end } of ranges) {
    for (let at = start; at < end; at += PIECE_BYTES)
      yield bytes.subarray(at, Math.min(end, at + PIECE_BYTES));
  }
}
