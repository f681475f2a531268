import { SerenadeError } from '#libs/contracts';
import { decodeImaAdpcm } from './ima-adpcm.js';
import { mixDown } from './mixdown.js';
import { SAMPLE_READERS, type SampleReader } from './samples.js';
import { readWavLayout, type WavLayout } from './wav-layout.js';

/** A clip's sound at the rate it was recorded. */
export interface DecodedClip {
  /** Mean of the channels; [-1, 1] except where a float file itself goes beyond. */
  readonly signal: Float32Array; // [samples]
  readonly sampleRateHz: number;
  /** Channels of the file, before the mixdown. */
  readonly channels: number;
  readonly durationSeconds: number;
  /** Largest magnitude of `signal`. */
  readonly peak: number;
}

export interface ClipLimits {
  /** Longest clip taken. Memory grows with it: 16,000 samples and about 13,000 mel values of 4 bytes a second. */
  readonly maxDurationSeconds: number;
}

export const DEFAULT_CLIP_LIMITS: ClipLimits = { maxDurationSeconds: 600 };

/** Samples that are decoded at a time, so that scratch memory stays in the first-level cache. */
const SLICE_SAMPLES = 4096;

/**
 * Decodes a WAV file (RIFF, RF64): PCM of 8 to 32 bits, float of 32 or 64, A-law, mu-law, IMA ADPCM. Memory is
 * bounded by a small multiple of the bytes given, whatever the header claims.
 *
 * @throws SerenadeError `clip.empty`, `clip.not_audio`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function decodeWav(bytes: Uint8Array): DecodedClip {
  return decodeLayout(bytes, readWavLayout(bytes));
}

/**
 * Decodes a clip of any supported container (today WAV alone) within limits that are checked before samples are read.
 *
 * @throws SerenadeError as `decodeWav`, and `clip.too_long`
 */
export function decodeClip(bytes: Uint8Array, limits: ClipLimits = DEFAULT_CLIP_LIMITS): DecodedClip {
  const layout = readWavLayout(bytes);
  const durationSeconds = layout.frames / layout.sampleRateHz;
  if (durationSeconds > limits.maxDurationSeconds) {
    const text = `The clip lasts ${durationSeconds.toFixed(1)} s; ${limits.maxDurationSeconds} s is the most.`;
    throw new SerenadeError('clip.too_long', text);
  }
  return decodeLayout(bytes, layout);
}

function decodeLayout(bytes: Uint8Array, layout: WavLayout): DecodedClip {
  const { codec, frames, channels, sampleRateHz } = layout;
  const signal = new Float32Array(frames);
  const peak =
    codec === 'ima-adpcm'
      ? decodeImaAdpcm(bytes, layout, signal)
      : decodeSamples(bytes, layout, SAMPLE_READERS[codec], signal);
  return { signal, sampleRateHz, channels, durationSeconds: frames / sampleRateHz, peak };
}

/** Decodes and mixes down slice by slice; returns the largest magnitude. */
function decodeSamples(
  bytes: Uint8Array,
  layout: WavLayout,
  read: SampleReader,
  signal: Float32Array,
): number {
  const { channels, blockAlign, dataOffset, frames } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sliceFrames = Math.max(1, Math.floor(SLICE_SAMPLES / channels));
  const slice = new Float64Array(sliceFrames * channels); // [frames, channels]
  let peak = 0;
  for (let at = 0; at < frames; at += sliceFrames) {
    const count = Math.min(sliceFrames, frames - at);
    read(view, dataOffset + at * blockAlign, count * channels, slice);
    peak = Math.max(peak, mixDown(slice, count, channels, signal, at));
  }
  return peak;
}
