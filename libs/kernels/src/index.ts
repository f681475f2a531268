export { crc32 } from './crc32.js';
export { mfccKernel, MfccKernel, type MelRequest } from './mfcc-kernel.js';
export { fitsKernel, type MfccTables } from './mfcc-layout.js';
export type { PolyphaseFilter } from './split-taps.js';
export { resampleKernel } from './resample-kernel.js';
export { splitTaps, TAP_SCALE } from './split-taps.js';
