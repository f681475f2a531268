export * from './config.js';
export * from './empty-folder.js';
export * from './health-server.js';
export * from './lifecycle.js';
export * from './logger.js';
export * from './thread-entry.js';
export * from './tracing/span.js';
export * from './tracing/start-tracing.js';
