export { clipSignals } from './clip-signals.js';
export { eachSegment, SEGMENTED_CLIP_LIMITS } from './clip-segments.js';
export { bytesSource, isWav, wavStreamSource, type ClipSource } from './clip-source.js';
export { PeakMeter } from './peak-meter.js';
export { resample, SIGNAL_RATE_HZ } from './resample.js';
export { readWavLayout } from './wav-layout.js';
export { SignalBuffer } from './signal-buffer.js';
export { SignalMeter } from './signal-meter.js';
