export { identityOf } from './identity.js';
export { indexObjects } from './index-objects.js';
export { indexZip } from './index-zip.js';
export type { Ignored, LineSink } from './line-sink.js';
export { SelectedLines } from './selected-lines.js';
export { SHARD_BYTES, SHARD_CLIPS, ShardCutter } from './shard-cutter.js';
