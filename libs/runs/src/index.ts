export * from './run-ledger.js';
