export * from './config.js';
export * from './health-server.js';
export * from './lifecycle.js';
export * from './logger.js';
export * from './thread-entry.js';
