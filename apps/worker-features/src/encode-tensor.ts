import { z } from 'zod';
import { clipReport, featureSetShape, type ClipReport, type FeatureSetDefinition } from '#libs/contracts';
import { encodeRaggedShard, encodeShardTensor, createRaggedShard, readSafetensors } from '#libs/features';
import type { Extraction } from './extraction.js';

/** Encodes an extraction as the tensor object of its shard. The metadata `clips` contains the report of each clip. */
export function encodeTensor(
  featureSetId: string,
  definition: FeatureSetDefinition,
  { values, frameCounts, reports }: Extraction,
): Uint8Array {
  const { frames, coefficients } = featureSetShape(definition);
  const metadata = { clips: JSON.stringify(reports) };
  if (frames === null) {
    return encodeRaggedShard(createRaggedShard(featureSetId, coefficients, frameCounts, values), metadata);
  }
  const clips = frameCounts.length;
  return encodeShardTensor({ featureSetId, clips, frames, coefficients, values }, metadata);
}

/**
 * Reads the clip reports in the metadata of a tensor. Returns null for a tensor that predates them.
 *
 * @throws SerenadeError `features.corrupt`
 */
export function readClipReports(tensor: Uint8Array): ClipReport[] | null {
  const { clips } = readSafetensors(tensor).metadata;
  return clips === undefined ? null : z.array(clipReport).parse(JSON.parse(clips));
}
