import { SerenadeError, type ChannelPolicy } from '#libs/contracts';
import type { ClipSource } from './clip-source.js';
import type { ClipFacts } from './decode.js';
import type { ClipLimits } from './limits.js';
import { PeakMeter } from './peak-meter.js';

/** A mean of channels that is louder than this does not come from channels that cancel each other. */
const QUIET_PEAK = 0.01;
/** In a shorter clip, samples may cancel each other by chance. */
const LEAST_SECONDS = 0.02;
/** Channels cancel each other if their mean is this much quieter: 40 dB. */
const CANCELLATION = 100;

/**
 * Checks whether the channels of a clip cancel each other in their mean, as those of a balanced line recorded as stereo do.
 * The clip is decoded again if the mean is almost silent.
 *
 * @param facts what decoding with the policy returned
 * @throws SerenadeError `clip.opposite_phase`
 */
export async function checkPhase(
  source: ClipSource,
  { channels, peak, durationSeconds }: Pick<ClipFacts, 'channels' | 'peak' | 'durationSeconds'>,
  policy: ChannelPolicy,
  limits: ClipLimits,
): Promise<void> {
  if (policy !== 'mix' || channels < 2 || peak > QUIET_PEAK || durationSeconds < LEAST_SECONDS) return;
  const meter = new PeakMeter(source.size, limits);
  try {
    await source.decode(meter, true);
  } catch (error) {
    if (!(error instanceof SerenadeError)) throw error; // damage of a clip that was read leniently
  }
  const loudest = meter.peaks().channels.reduce((most, peaks) => Math.max(most, ...peaks), 0);
  if (loudest <= QUIET_PEAK || loudest < CANCELLATION * peak) return;
  const levels = `they reach ${loudest.toFixed(3)}, their mean ${peak.toFixed(3)}`;
  const text = `The channels of the clip have opposite phase and cancel each other: ${levels}. Use one channel.`;
  throw new SerenadeError('clip.opposite_phase', text);
}
