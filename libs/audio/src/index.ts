export { decodeClip } from './decode.js';
export { toSignal16k } from './resample.js';
