export * from './connection.js';
export * from './idempotency.js';
export * from './live-runs.js';
export * from './presence.js';
export * from './producer.js';
export * from './run-events.js';
export * from './worker-host.js';
