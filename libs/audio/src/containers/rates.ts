import { malformedClip } from '../clip-errors.js';

/** Rates outside of this range mean damage: converters do not exceed 768 kHz. */
const MIN_RATE_HZ = 1_000;
const MAX_RATE_HZ = 768_000;

/** @throws SerenadeError `clip.malformed` */
export function checkRate(container: string, sampleRateHz: number): void {
  if (sampleRateHz >= MIN_RATE_HZ && sampleRateHz <= MAX_RATE_HZ) return;
  const range = `${MIN_RATE_HZ} to ${MAX_RATE_HZ} Hz`;
  throw malformedClip(`The ${container} header states ${sampleRateHz} Hz; ${range} are supported.`);
}
