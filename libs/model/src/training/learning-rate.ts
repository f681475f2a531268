import type { LearningRate, Recipe } from '#libs/contracts';

/** The learning rate and beta1 of one step. */
export interface StepRate {
  readonly rate: number;
  readonly beta1: number;
}

/**
 * Returns the learning rate of one step. It changes with every step, not per epoch. If the warm-up is longer than the
 * training, the training ends during the warm-up.
 *
 * @param epochsDone may be fractional: 1.5 is the middle of the second epoch
 */
export function stepRateAt({ learningRate, epochs, beta1 }: Recipe, epochsDone: number): StepRate {
  if (learningRate.schedule !== 'one-cycle') return { rate: rateAt(learningRate, epochs, epochsDone), beta1 };
  const { start, peak, floor, warmupShare } = learningRate;
  const [most, least] = learningRate.beta1;
  const done = Math.min(1, epochsDone / epochs);
  const isRising = done < warmupShare;
  const part = isRising ? done / warmupShare : (done - warmupShare) / (1 - warmupShare);
  return isRising
    ? { rate: cosine(start, peak, part), beta1: cosine(most, least, part) }
    : { rate: cosine(peak, floor, part), beta1: cosine(least, most, part) };
}

function rateAt(
  options: Exclude<LearningRate, { readonly schedule: 'one-cycle' }>,
  epochs: number,
  epochsDone: number,
): number {
  if (options.schedule === 'constant') return options.peak;
  const { peak, floor, warmupEpochs } = options;
  if (epochsDone < warmupEpochs) return floor + ((peak - floor) * epochsDone) / warmupEpochs;
  const since = epochsDone - warmupEpochs;
  if (options.schedule === 'exponential') return Math.max(floor, peak * options.decayPerEpoch ** since);
  return cosine(peak, floor, Math.min(1, since / Math.max(epochs - warmupEpochs, Number.EPSILON)));
}

/** Interpolates along half a cosine wave. `part` goes from 0 to 1. */
function cosine(from: number, to: number, part: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * part))) / 2;
}
