import type { Random } from '#libs/corpus';

/**
 * Inverted dropout: each output is zeroed with probability `rate`, the others are scaled by 1 / (1 - rate). The mask
 * is drawn outside the engine, so that every engine drops the same outputs.
 *
 * @returns frames x `[batch, units]`
 */
export function dropoutMasks(
  rate: number,
  frames: number,
  batch: number,
  units: number,
  random: Random,
): Float32Array[] {
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  return Array.from({ length: frames }, () => {
    const mask = new Float32Array(batch * units);
    for (let at = 0; at < mask.length; at++) mask[at] = random.uint32() < threshold ? 0 : kept;
    return mask;
  });
}
