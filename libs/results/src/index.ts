export * from './result-files.js';
export * from './scores-parquet.js';
export * from './tally.js';
export * from './timeline.js';
export { folderSource, type ResultSource } from './result-source.js';
export * from './verify-results.js';
