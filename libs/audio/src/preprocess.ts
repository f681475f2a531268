import type { Preprocessing } from '#libs/contracts';
import { ACTIVITY_WINDOW, ActivityMeter, needsMeasuring, type SignalPlan } from './activity.js';

/**
 * Trims a signal, removes parts without speech and adjusts the level, as far as the preprocessing requests it.
 *
 * @param signal mono samples at 16 kHz
 * @returns the signal itself if nothing is requested
 * @throws SerenadeError `clip.silent` if nothing remains
 */
export function preprocess(signal: Float32Array, preprocessing: Preprocessing): Float32Array {
  if (!needsMeasuring(preprocessing)) return signal;
  const meter = new ActivityMeter(preprocessing);
  meter.push(signal);
  const plan = meter.plan();
  const kept = plan.speech === null ? signal.slice(plan.start, plan.end) : extractSpeech(signal, plan);
  amplify(kept, plan.gain);
  return kept;
}

/** Multiplies a signal in place. */
export function amplify(signal: Float32Array, gain: number): void {
  if (gain === 1) return;
  for (let i = 0; i < signal.length; i++) signal[i] = (signal[i] ?? 0) * gain;
}

/** Returns the share of speech among the windows in samples [start, end). */
export function measureSpeechShare({ speech }: SignalPlan, start: number, end: number): number {
  if (speech === null) return 1;
  const first = Math.floor(start / ACTIVITY_WINDOW);
  const last = Math.max(first + 1, Math.ceil(end / ACTIVITY_WINDOW));
  return speech.subarray(first, last).reduce((sum, window) => sum + window, 0) / (last - first);
}

function extractSpeech(signal: Float32Array, { start, end, speech }: SignalPlan): Float32Array {
  const out = new Float32Array(end - start);
  let length = 0;
  for (let at = start; at < end; at += ACTIVITY_WINDOW) {
    if (speech?.[at / ACTIVITY_WINDOW] === 0) continue;
    const window = signal.subarray(at, Math.min(end, at + ACTIVITY_WINDOW));
    out.set(window, length);
    length += window.length;
  }
  return out.slice(0, length);
}
