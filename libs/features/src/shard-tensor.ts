import { SerenadeError } from '#libs/contracts';
import { readSafetensors, requireTensor, writeSafetensors } from './safetensors.js';

/** The features of the extracted clips of one shard, one row per clip. */
export interface ShardTensor {
  readonly featureSetId: string;
  readonly clips: number;
  readonly frames: number;
  readonly coefficients: number;
  readonly values: Float32Array; // [clips, frames, coefficients]
}

/** Encodes a shard as a safetensors file: `features` `[clips, frames, coefficients]`, and the feature set in the metadata. */
export function encodeShardTensor(
  { featureSetId, clips, frames, coefficients, values }: ShardTensor,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  return writeSafetensors(
    { features: { dtype: 'F32', shape: [clips, frames, coefficients], values } },
    { ...metadata, featureSetId },
  );
}

/** @throws SerenadeError `features.corrupt` when the file is damaged or contains another feature set */
export function decodeShardTensor(bytes: Uint8Array, featureSetId: string): ShardTensor {
  const file = readSafetensors(bytes);
  const { shape, values } = requireTensor(file, 'features', 'F32');
  const [clips, frames, coefficients] = shape;
  if (clips === undefined || frames === undefined || coefficients === undefined) {
    throw new SerenadeError(
      'features.corrupt',
      `The shard tensor has the unexpected shape [${shape.join(', ')}].`,
    );
  }
  if (file.metadata['featureSetId'] !== featureSetId) {
    throw new SerenadeError(
      'features.corrupt',
      `The shard tensor does not contain the feature set ${featureSetId}.`,
    );
  }
  return { featureSetId, clips, frames, coefficients, values };
}
