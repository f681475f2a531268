import { readSignals, SignalBuffer, SignalMeter } from '#libs/audio';
import { FEATURE_SETS, type Resampler } from '#libs/contracts';
import { createExtractor } from '#libs/features';

const extractor = createExtractor(FEATURE_SETS['span-20']);
const buffer = new SignalBuffer();
const meter = new SignalMeter();
const features = new Float32Array(20 * 40);

/** Decodes a clip of any format to a signal at 16 kHz, as a worker does. */
export async function signalOf(bytes: Uint8Array, resampler: Resampler): Promise<Float32Array> {
  const { signals } = await readSignals(bytes, { resampler, allocate: buffer.take });
  return signals[0] ?? new Float32Array();
}

/** Extracts `span-20` (20 x 40 numbers of the whole clip), as the peer does. */
export function extractFeatures(signal: Float32Array): Float32Array {
  return extractor.extract(signal, features);
}

/** Measures the signal, as a worker does in addition to extraction. */
export function measureSignal(signal: Float32Array): void {
  meter.add(signal);
  meter.take();
}
