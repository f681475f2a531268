import { SerenadeError } from '#libs/contracts';

/** Rates outside of this range are damage, not sound: 768 kHz is the most that converters do. */
export const MIN_RATE_HZ = 1_000;
export const MAX_RATE_HZ = 768_000;

/** @throws SerenadeError `clip.malformed` */
export function checkRate(container: string, sampleRateHz: number): void {
  if (sampleRateHz >= MIN_RATE_HZ && sampleRateHz <= MAX_RATE_HZ) return;
  const range = `${MIN_RATE_HZ} to ${MAX_RATE_HZ} Hz`;
  throw new SerenadeError(
    'clip.malformed',
    `The ${container} header says ${sampleRateHz} Hz; ${range} is taken.`,
  );
}
