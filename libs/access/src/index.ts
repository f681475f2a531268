export * from './api-keys.js';
export * from './audit-log.js';
export * from './doorkeeper.js';
export * from './key-ring.js';
export * from './secret.js';
