export * from './clip-finder.js';
export * from './decode-text.js';
export * from './selection-table.js';
export * from './training-table.js';
