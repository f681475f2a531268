import { SerenadeError } from '#libs/contracts';
import { readSafetensors, requireTensor, writeSafetensors } from './safetensors.js';

/** The features of the extracted clips of one shard; each clip has its own number of frames. */
export interface RaggedShard {
  readonly featureSetId: string;
  readonly clips: number;
  readonly coefficients: number;
  /** The offset of each clip's frames in `values`. The last entry is the number of all frames. */
  readonly offsets: Float64Array; // [clips + 1], whole numbers
  readonly values: Float32Array; // [all frames, coefficients]
}

/** The features of the clips of one shard, of equal or different lengths. */
export interface Shard extends RaggedShard {
  /** The number of frames of every clip. Null if clips differ. */
  readonly frames: number | null;
}

/**
 * Reads a shard that `encodeShardTensor` or `encodeRaggedShard` wrote.
 *
 * @throws SerenadeError `features.corrupt` when the file is damaged, contains another feature set, or has offsets that
 * do not ascend from 0 to the number of frames
 */
export function decodeShard(bytes: Uint8Array, featureSetId: string): Shard {
  const file = readSafetensors(bytes);
  if (file.metadata['featureSetId'] !== featureSetId)
    throw corrupt(`The shard does not contain the feature set ${featureSetId}.`);
  if (!file.tensors.has('offsets')) {
    const { shape, values } = requireTensor(file, 'features', 'F32');
    const [clips, frames, coefficients] = shape;
    if (clips === undefined || frames === undefined || coefficients === undefined)
      throw corrupt(`The features of the shard have the unexpected shape [${shape.join(', ')}].`);
    const offsets = Float64Array.from({ length: clips + 1 }, (_, clip) => clip * frames);
    return { featureSetId, clips, coefficients, offsets, values, frames };
  }
  const { shape, values } = requireTensor(file, 'values', 'F32');
  const offsets = Float64Array.from(requireTensor(file, 'offsets', 'I64').values, Number);
  const [frames, coefficients] = shape;
  if (frames === undefined || coefficients === undefined || shape.length !== 2)
    throw corrupt(`The values of the shard have the unexpected shape [${shape.join(', ')}].`);
  const isRising = offsets.every((offset, clip) => offset >= (offsets[clip - 1] ?? 0));
  if (offsets[0] !== 0 || offsets.at(-1) !== frames || !isRising)
    throw corrupt(`The offsets of the shard do not ascend from 0 to ${frames}.`);
  return { featureSetId, clips: offsets.length - 1, coefficients, offsets, values, frames: null };
}

/** The features of the extracted clips of one shard, with the same number of frames for each clip. */
interface ShardTensor {
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

/** Builds a shard from the number of frames of each clip and their consecutive values. */
export function createRaggedShard(
  featureSetId: string,
  coefficients: number,
  frameCounts: ArrayLike<number>,
  values: Float32Array,
): RaggedShard {
  const offsets = new Float64Array(frameCounts.length + 1);
  for (let clip = 0; clip < frameCounts.length; clip++) {
    offsets[clip + 1] = (offsets[clip] ?? 0) + (frameCounts[clip] ?? 0);
  }
  return { featureSetId, clips: frameCounts.length, coefficients, offsets, values };
}

/** Encodes a shard as a safetensors file: `values` `[all frames, coefficients]` and `offsets` `[clips + 1]` in int64. */
export function encodeRaggedShard(
  { featureSetId, clips, coefficients, offsets, values }: RaggedShard,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  return writeSafetensors(
    {
      values: { dtype: 'F32', shape: [offsets.at(-1) ?? 0, coefficients], values },
      offsets: { dtype: 'I64', shape: [clips + 1], values: BigInt64Array.from(offsets, BigInt) },
    },
    { ...metadata, featureSetId },
  );
}

function corrupt(text: string): SerenadeError {
  return new SerenadeError('features.corrupt', text);
}
