import { readSignals, SignalBuffer, SignalMeter } from '#libs/audio';
import { FEATURE_SETS, type Resampler } from '#libs/contracts';
import { createExtractor } from '#libs/features';

const extractor = createExtractor(FEATURE_SETS['span-20']);
const buffer = new SignalBuffer();
const meter = new SignalMeter();
const features = new Float32Array(20 * 40);

/** A clip of any format as a signal at 16 kHz, as a worker makes it. */
export async function signalOf(bytes: Uint8Array, resampler: Resampler): Promise<Float32Array> {
  const { signals } = await readSignals(bytes, { resampler, allocate: buffer.take });
  return signals[0] ?? new Float32Array();
}

/** `span-20`, 20 x 40 of the whole clip: what the peer computes. */
export function extractFeatures(signal: Float32Array): Float32Array {
  return extractor.extract(signal, features);
}

/** What the signal is like, as a worker measures it beside its features. */
export function measureSignal(signal: Float32Array): void {
  meter.add(signal);
  meter.take();
}
