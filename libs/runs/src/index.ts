export * from './run-ledger.js';
export * from './score-parts.js';
export * from './worker-process.js';
export * from './work-metrics.js';
