export { predictRun } from './dry-run/predict-run.js';
export { ensureIndex } from './ensure-index.js';
export { IndexWriter } from './index-writer.js';
