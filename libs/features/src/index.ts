export { createExtractor, type FeatureExtractor } from './extractor.js';
export { decodeShardTensor, encodeShardTensor, type ShardTensor } from './shard-tensor.js';
