import { readSafetensors } from './safetensors.js';
import { decodeRaggedShard, type RaggedShard } from './ragged-shard.js';
import { decodeShardTensor } from './shard-tensor.js';

/** The features of the clips of one shard, of equal or different lengths. */
export interface Shard extends RaggedShard {
  /** The number of frames of every clip. Null if clips differ. */
  readonly frames: number | null;
}

/** Reads a shard of either layout. @throws SerenadeError `features.corrupt` */
export function decodeShard(bytes: Uint8Array, featureSetId: string): Shard {
  if (readSafetensors(bytes).tensors.has('offsets')) {
    return { ...decodeRaggedShard(bytes, featureSetId), frames: null };
  }
  const { clips, frames, coefficients, values } = decodeShardTensor(bytes, featureSetId);
  const offsets = Float64Array.from({ length: clips + 1 }, (_, clip) => clip * frames);
  return { featureSetId, clips, coefficients, offsets, values, frames };
}
