export * from './assess.js';
export * from './calibration.js';
export * from './compare.js';
export * from './evaluate.js';
export * from './largest.js';
export * from './protocol-report.js';
export * from './statistics.js';
export * from './summarise.js';
