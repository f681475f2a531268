import { MPEGDecoder } from 'mpg123-decoder';
import type { PcmSink } from '../pcm.js';
import { throwFirstComplaint } from './complaints.js';
import { walkMpeg } from '../containers/mpeg-frames.js';
import { malformedClip } from '../clip-errors.js';

/** Number of bytes decoded between two checks of the sink's limits: 4 s at 128 kbit/s. */
export const PIECE_BYTES = 65_536;
/** Largest number of frames lost to encoder delay, padding and the first frame of a cut reservoir. */
export const FRAMES_LOST = 6;

/**
 * Decodes MPEG audio (MP3, and layers I and II) with mpg123. It walks all frames first, to compare the decoded samples
 * with the promise of the frames. A decoder serves one clip, because its bit reservoir would leak into the next. The
 * compiled module is shared.
 *
 * @throws SerenadeError as `walkMpeg` and its `error`, `clip.malformed`, and what the sink throws
 */
export async function decodeMp3(bytes: Uint8Array, sink: PcmSink, lenient: boolean): Promise<void> {
  const { start, end, samples, frames, sampleRateHz, channels, error } = walkMpeg(bytes);
  if (error !== null && !lenient) throw error;
  const decoder = new MPEGDecoder();
  await decoder.ready;
  let decoded = 0;
  try {
    sink.open({ sampleRateHz, channels, frames: samples });
    for (let at = start; at < end; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, Math.min(end, at + PIECE_BYTES));
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
  const least = samples - (FRAMES_LOST * samples) / Math.max(1, frames);
  if (decoded > 0 && decoded >= least && decoded <= samples) return;
  throw malformedClip(`The MP3 stream promises ${samples} samples and has ${decoded}.`);
}
