export * from './announce-end.js';
export * from './deliver.js';
export * from './webhook-store.js';
