export { augmentFeatures, augmentSignal, type SignalSurroundings } from './augment.js';
export type { Uniform } from './draws.js';
export type { FeatureMatrix } from './masks.js';
export { mixedUp, oneHot, type SoftBatch } from './mixup.js';
