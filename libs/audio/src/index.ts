export { decodeClip, decodeWav, DEFAULT_CLIP_LIMITS, type ClipLimits, type DecodedClip } from './decode.js';
export { resample, SIGNAL_RATE_HZ, toSignal16k } from './resample.js';
