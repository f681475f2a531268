export { bytesSource, isWav, wavStreamSource, type ClipSource } from './clip-source.js';
export { forEachSegment, SEGMENTED_CLIP_LIMITS } from './clip-segments.js';
export { encodeWav } from './encode-wav.js';
export { PeakMeter } from './peak-meter.js';
export { readSignals } from './read-signals.js';
export { readWavLayout } from './containers/wav-layout.js';
export { resample, SIGNAL_RATE_HZ } from './resample.js';
export { SignalBuffer } from './signal-buffer.js';
export { SignalMeter } from './signal-meter.js';
