export * from './run-ledger.js';
export * from './worker-process.js';
