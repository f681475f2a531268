export * from './answers.js';
export * from './card.js';
export { clipRows, extractedClip, meanOfRows, type ExtractedClip } from './clip-rows.js';
export { EngineHost } from './engine/engine-host.js';
export type { ScoredRows, TrainResult, TrainTask } from './engine/engine-messages.js';
export * from './report.js';
export * from './training-set.js';
