export { augmentFeatures, augmentLevels } from './augment/augment.js';
export { mixedUp } from './augment/mixup.js';
export { createExtractor, type FeatureExtractor } from './extractor.js';
export { encodeRaggedShard, raggedShard } from './ragged-shard.js';
export { decodeShardTensor, encodeShardTensor, type ShardTensor } from './shard-tensor.js';
