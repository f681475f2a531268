export { decodeClip, decodeWav, type DecodedAudio, type DecodedClip, type DecodeOptions } from './decode.js';
export { clipSignals, type ClipSignals, type ClipSignalsOptions } from './clip-signals.js';
export {
  eachSegment,
  SEGMENTED_CLIP_LIMITS,
  type ClipSegment,
  type SegmentedClip,
  type SegmentOptions,
} from './clip-segments.js';
export { bytesSource, isWav, wavStreamSource, type ClipSource } from './clip-source.js';
export { DEFAULT_CLIP_LIMITS, type ClipLimits } from './limits.js';
export { pcm16Signal, type Pcm16Options, type Pcm16Signal } from './pcm16-signal.js';
export { resample, resampleInPlainCode, SIGNAL_RATE_HZ, toSignal16k } from './resample.js';
export { SignalBuffer } from './signal-buffer.js';
