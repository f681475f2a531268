export * from './progress.js';
export * from './text.js';
export * from './user-path.js';
