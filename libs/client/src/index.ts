export * from './api-error.js';
export * from './client.js';
export * from './run-events.js';
export * from './send.js';
export * from './streams.js';
