export { ensureIndex } from './ensure-index.js';
export { identityOf } from './identity.js';
export { indexObjects } from './index-objects.js';
export { IndexWriter } from './index-writer.js';
export { indexZip } from './index-zip.js';
export type { LineSink } from './line-sink.js';
export { SelectedLines } from './selected-lines.js';
export { ShardCutter } from './shard-cutter.js';
