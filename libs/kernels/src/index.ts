export { mfccKernel, type MelRequest } from './mfcc-kernel.js';
export { fitsKernel, type MfccTables } from './mfcc-tables.js';
export { resampleKernel } from './resample-kernel.js';
