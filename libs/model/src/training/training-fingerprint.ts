import { canonicalJson, sha256Hex } from '#libs/contracts';
import { float32Bytes } from '../float32-bytes.js';
import type { Standardizer } from '../input/standardizer.js';
import type { TrainOptions } from './train-options.js';

/** Hashes everything that affects a training, with the features represented by their mean and deviation. */
export function trainingFingerprint(options: TrainOptions, standardizer: Standardizer): string {
  const { recipe, seed, shape, labelNames, labels, featureSetId, split, start, teacher } = options;
  return sha256Hex(
    canonicalJson({
      recipe,
      seed,
      shape,
      labelNames,
      featureSetId,
      labels: [...labels],
      train: [...split.train],
      validation: [...split.validation],
      mean: [...standardizer.mean],
      deviation: [...standardizer.deviation],
      ...(start && {
        start: sha256Hex(float32Bytes(start.weights.map(({ values }) => values))),
        keepsZeros: start.keepsZeros,
      }),
      ...(teacher && {
        teacher: { ...teacher, probabilities: sha256Hex(float32Bytes([teacher.probabilities])) },
      }),
    }),
  );
}
