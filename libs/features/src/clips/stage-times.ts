import type { ExtractionStage } from '#libs/contracts';

/**
 * The wall-clock times of an extraction by stage, in milliseconds. `decode` includes the wait for a streamed clip's
 * bytes. It also includes resampling of 16-bit PCM at a multiple of 16 kHz, which happens in the same pass.
 */
export type StageTimes = Record<Exclude<ExtractionStage, 'write'>, number>;

export function noTimes(): StageTimes {
  return { read: 0, inflate: 0, decode: 0, resample: 0, features: 0, hash: 0 };
}
