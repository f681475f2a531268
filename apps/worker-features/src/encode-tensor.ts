import { featureSetShape, type FeatureSetDefinition } from '#libs/contracts';
import { encodeRaggedShard, encodeShardTensor, raggedShard } from '#libs/features';
import type { Extraction } from './extraction.js';

/** Encodes an extraction as the tensor object of its shard. */
export function encodeTensor(
  featureSetId: string,
  definition: FeatureSetDefinition,
  { values, frameCounts }: Extraction,
): Uint8Array {
  const { frames, coefficients } = featureSetShape(definition);
  if (frames === null) {
    return encodeRaggedShard(raggedShard(featureSetId, coefficients, frameCounts, values));
  }
  return encodeShardTensor({ featureSetId, clips: frameCounts.length, frames, coefficients, values });
}
