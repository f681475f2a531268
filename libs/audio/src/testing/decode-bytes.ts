import { mixDownSamples } from '../codecs/decode-samples.js';
import { decodeClip, type DecodedAudio, type DecodeOptions } from '../decode.js';
import { openClip } from '../open-clip.js';

/** Opens and decodes a clip. */
export async function decodeBytes(bytes: Uint8Array, options: DecodeOptions = {}): Promise<DecodedAudio> {
  return decodeClip(openClip(bytes, options.lenient), options);
}

/** Decodes a file of samples to the mean of its channels, as `decodeClip` does, but synchronously. */
export function decodeWavBytes(bytes: Uint8Array) {
  const clip = openClip(bytes);
  if (clip.format !== 'samples') throw new Error(`The clip is ${clip.format}, no file of samples.`);
  const { frames, sampleRateHz, channels } = clip.layout;
  const signal = new Float32Array(frames);
  const peak = mixDownSamples(clip, signal);
  return { signal, sampleRateHz, channels, durationSeconds: frames / sampleRateHz, peak };
}
