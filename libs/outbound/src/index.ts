export * from './address-guard.js';
export * from './outbound-request.js';
export * from './webhooks/announce-end.js';
export * from './webhooks/deliver.js';
export * from './webhooks/webhook-store.js';
