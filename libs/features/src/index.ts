export { createExtractor, type FeatureExtractor } from './extractor.js';
export { mfcc, type FrameFeatures } from './mfcc.js';
export {
  decodeRaggedShard,
  encodeRaggedShard,
  raggedClip,
  raggedShard,
  type RaggedShard,
} from './ragged-shard.js';
export { readSafetensors, tensorNamed, writeSafetensors } from './safetensors.js';
export { decodeShardTensor, encodeShardTensor, type ShardTensor } from './shard-tensor.js';
export type { Tensor, TensorFile, TensorType } from './tensor.js';
export * from './augment/index.js';
export { openEmbedding, type EmbeddingExtractor } from './embedding/open-embedding.js';
