import type { ExtractionStage } from '#libs/contracts';

/**
 * Times of an extraction by stage, in milliseconds of wall-clock time. A clip that is read as a stream waits for its bytes
 * within `decode`, and 16-bit PCM at a multiple of 16 kHz is resampled there too, in the pass that decodes it.
 */
export type StageTimes = Record<Exclude<ExtractionStage, 'write'>, number>;

export function noTimes(): StageTimes {
  return { read: 0, inflate: 0, decode: 0, resample: 0, features: 0, hash: 0 };
}
