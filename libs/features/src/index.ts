export { augmentFeatures, augmentLevels } from './augment/augment.js';
export { whiteNoise, withGain, withNoise } from './augment/level.js';
export { mixedUp } from './augment/mixup.js';
export { embeddingDimensions, openEmbedding, type EmbeddingExtractor } from './embedding/open-embedding.js';
export { createExtractor, type FeatureExtractor } from './extractor.js';
export { encodeRaggedShard, raggedShard } from './ragged-shard.js';
export { decodeShard, type Shard } from './shard.js';
export { encodeShardTensor } from './shard-tensor.js';
