export * from './definitions.js';
export * from './find-line.js';
export * from './keys.js';
export * from './lines.js';
export * from './object-store.js';
export * from './open-store.js';
export * from './range-source.js';
export * from './records.js';
