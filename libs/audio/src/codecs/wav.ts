import type { OpenWav } from '../open-clip.js';
import { mixDown } from '../mixdown.js';
import type { PcmSink } from '../pcm.js';
import { countImaBlockFrames, decodeImaBlock } from './ima-adpcm.js';
import { SAMPLE_READERS } from './samples.js';
import { WavStream } from './wav-stream.js';

/** Number of samples decoded at a time, so that scratch memory stays in the first-level cache. */
const SLICE_SAMPLES = 4096;

/**
 * Decodes a WAV file into a sink.
 *
 * @throws SerenadeError `clip.truncated` after the last sample of a cut file, and what the sink throws
 */
export function decodeWav({ bytes, layout }: OpenWav, sink: PcmSink): void {
  const stream = new WavStream(layout, sink);
  stream.push(bytes.subarray(layout.dataOffset));
  stream.end();
  if (layout.cut !== null) throw layout.cut;
}

/**
 * Writes the mean of a WAV file's channels to `signal`, without a plane for each channel in between.
 *
 * @returns the largest magnitude of `signal`
 * @throws SerenadeError as `mixDown`
 */
export function mixDownWav({ bytes, layout }: OpenWav, signal: Float32Array): number {
  const { codec, channels, blockAlign, dataOffset, frames } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isAdpcm = codec === 'ima-adpcm';
  const sliceFrames = isAdpcm
    ? countImaBlockFrames(layout)
    : Math.max(1, Math.floor(SLICE_SAMPLES / channels));
  const slice = new Float64Array(sliceFrames * channels); // [frames, channels]
  const sliceBytes = isAdpcm ? blockAlign : sliceFrames * blockAlign;
  let peak = 0;
  for (let at = 0, from = dataOffset; at < frames; at += sliceFrames, from += sliceBytes) {
    const count = Math.min(sliceFrames, frames - at);
    if (isAdpcm) decodeImaBlock(view, from, layout, count, slice);
    else SAMPLE_READERS[codec](view, from, count * channels, slice);
    peak = Math.max(peak, mixDown(slice, count, channels, signal, at));
  }
  return peak;
}
