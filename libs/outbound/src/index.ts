export * from './address-guard.js';
export * from './outbound-request.js';
