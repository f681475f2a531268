export * from './last-job.js';
export * from './run-ledger.js';
export * from './run-steering.js';
export * from './score-parts.js';
export * from './shard-bits.js';
export * from './shard-work.js';
export * from './worker-process.js';
export * from './work-metrics.js';
