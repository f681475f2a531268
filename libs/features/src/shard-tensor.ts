import { SerenadeError } from '#libs/contracts';
import { readSafetensors, tensorNamed, writeSafetensors } from './safetensors.js';

/** The features of the clips of one shard that could be extracted, a row each. */
export interface ShardTensor {
  readonly featureSetId: string;
  readonly clips: number;
  readonly frames: number;
  readonly coefficients: number;
  readonly values: Float32Array; // [clips, frames, coefficients]
}

/** Encodes a shard as a safetensors file: `features` of `[clips, frames, coefficients]`, the feature set in its metadata. */
export function encodeShardTensor(
  { featureSetId, clips, frames, coefficients, values }: ShardTensor,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  return writeSafetensors(
    { features: { dtype: 'F32', shape: [clips, frames, coefficients], values } },
    { ...metadata, featureSetId },
  );
}

/** @throws SerenadeError `features.corrupt` when the file is damaged or holds another feature set */
export function decodeShardTensor(bytes: Uint8Array, featureSetId: string): ShardTensor {
  const file = readSafetensors(bytes);
  const { shape, values } = tensorNamed(file, 'features', 'F32');
  const [clips, frames, coefficients] = shape;
  if (clips === undefined || frames === undefined || coefficients === undefined) {
    throw new SerenadeError('features.corrupt', `A shard tensor has the shape [${shape.join(', ')}].`);
  }
  if (file.metadata['featureSetId'] !== featureSetId) {
    throw new SerenadeError(
      'features.corrupt',
      `A shard tensor holds another feature set than ${featureSetId}.`,
    );
  }
  return { featureSetId, clips, frames, coefficients, values };
}
