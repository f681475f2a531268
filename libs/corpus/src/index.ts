export * from './check-leak.js';
export * from './corpora.js';
export { foldCount } from './folds.js';
export * from './load-utterances.js';
export * from './make-split.js';
export * from './random.js';
export * from './split.js';
