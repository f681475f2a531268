export * from './api-error.js';
export * from './client.js';
export * from './run-events.js';
export * from './server-sent-events.js';
export type { components, paths } from './schema.js';
