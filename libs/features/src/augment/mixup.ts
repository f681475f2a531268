import { beta, upTo, type Uniform } from './draws.js';

/** A batch whose labels are shares of the classes. */
export interface SoftBatch {
  readonly clips: number;
  readonly features: Float32Array; // [clips, values of a clip]
  /** Shares of the classes, which sum to 1 for each clip. */
  readonly labels: Float32Array; // [clips, classes]
}

/**
 * Mixes each clip with another of its batch (mixup, Zhang et al. 2018): `lambda * own + (1 - lambda) * other`, in
 * features and labels alike. Lambda is drawn from Beta(alpha, alpha) for each clip, and the clip keeps the larger
 * share.
 */
export function mixUp({ clips, features, labels }: SoftBatch, alpha: number, uniform: Uniform): SoftBatch {
  const others = shuffledPositions(clips, uniform);
  const shares = Float64Array.from({ length: clips }, () => {
    const lambda = beta(alpha, alpha, uniform);
    return Math.max(lambda, 1 - lambda);
  });
  const blend = (values: Float32Array): Float32Array => {
    const width = values.length / clips;
    const out = new Float32Array(values.length);
    for (let clip = 0; clip < clips; clip++) {
      const share = shares[clip] ?? 1;
      const [own, other] = [clip * width, (others[clip] ?? clip) * width];
      for (let at = 0; at < width; at++) {
        out[own + at] = share * (values[own + at] ?? 0) + (1 - share) * (values[other + at] ?? 0);
      }
    }
    return out;
  };
  return { clips, features: blend(features), labels: blend(labels) };
}

/** Returns `[clips, classes]` with 1 for each clip's class. */
export function oneHot(labels: ArrayLike<number>, classes: number): Float32Array {
  const shares = new Float32Array(labels.length * classes);
  for (let clip = 0; clip < labels.length; clip++) shares[clip * classes + (labels[clip] ?? 0)] = 1;
  return shares;
}

/** Shuffles indices (Fisher and Yates, Durstenfeld 1964). */
function shuffledPositions(count: number, uniform: Uniform): Int32Array {
  const positions = Int32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = upTo(last, uniform);
    const moved = positions[last] ?? 0;
    positions[last] = positions[other] ?? 0;
    positions[other] = moved;
  }
  return positions;
}
