import type { OpenPcm } from '../open-clip.js';
import { mixDown } from '../mixdown.js';
import type { PcmSink } from '../pcm.js';
import type { Reading } from '../reading.js';
import { createPieceDecoder } from './piece-decoder.js';
import { SampleStream } from './sample-stream.js';

/** Number of samples decoded at a time, so that scratch memory stays in the first-level cache. */
const SLICE_SAMPLES = 4096;

/**
 * Decodes a file of samples (WAV, AIFF, AU, CAF, Wave64) into a sink.
 *
 * @throws SerenadeError `clip.truncated` after the last sample of a cut file, and what the sink throws
 */
export function decodeSamples({ bytes, layout }: OpenPcm, sink: PcmSink): Reading {
  const stream = new SampleStream(layout, sink);
  stream.push(bytes.subarray(layout.dataOffset));
  stream.end();
  if (layout.cut !== null) throw layout.cut;
  return layout.reading;
}

/**
 * Writes the mean of the channels of a file of samples to `signal`, without a plane for each channel in between.
 *
 * @returns the largest magnitude of `signal`
 * @throws SerenadeError as `mixDown`
 */
export function mixDownSamples({ bytes, layout }: OpenPcm, signal: Float32Array): number {
  const { channels, dataOffset, frames } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = createPieceDecoder(layout, Math.max(1, Math.floor(SLICE_SAMPLES / channels)));
  const slice = new Float64Array(decoder.pieceFrames * channels); // [frames, channels]
  let peak = 0;
  for (let at = 0, from = dataOffset; at < frames;) {
    const { count, used } = decoder.decode(view, from, frames - at, true, slice);
    if (count === 0) break;
    peak = Math.max(peak, mixDown(slice, count, channels, signal, at));
    at += count;
    from += used;
  }
  return peak;
}
