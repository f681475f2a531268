import { PROSODY_COLUMNS, type ProsodyDefinition } from '#libs/contracts';
import { spanSamples } from '../frames.js';
import type { SpanEngine } from '../engines.js';
import { Pyin } from './pyin.js';

/** Semitones count from this frequency, as in GeMAPS (Eyben et al. 2016). */
const SEMITONE_ZERO_HZ = 27.5;
const LEAST_ENERGY = 1e-10;

/**
 * Creates the engine for `PROSODY_COLUMNS` of every frame. Frames are centered on multiples of the hop, with zeros
 * beyond the edges.
 */
export function createProsody(definition: ProsodyDefinition): SpanEngine {
  const { winLength, hopLength, sampleRateHz, pitchMinHz, pitchMaxHz, rateWindowSeconds } = definition;
  const pyin = new Pyin(winLength, hopLength, sampleRateHz, pitchMinHz, pitchMaxHz);
  const reach = Math.round((rateWindowSeconds * sampleRateHz) / hopLength / 2);
  return {
    compute: (span) => {
      const samples = spanSamples(definition) ?? span.length;
      const frames = 1 + Math.floor(samples / hopLength);
      const padded = new Float64Array(samples + winLength);
      padded.set(span, winLength / 2);
      const { f0Hz, voicedProbability } = pyin.track(padded, frames);
      const rates = countOnsetRates(f0Hz, reach, hopLength / sampleRateHz);
      const energies = energiesDb(padded, winLength, hopLength, frames);
      const out = new Float32Array(frames * PROSODY_COLUMNS.length);
      for (let frame = 0, at = 0; frame < frames; frame++) {
        const hz = f0Hz[frame] ?? 0;
        out[at++] = hz > 0 ? 12 * Math.log2(hz / SEMITONE_ZERO_HZ) : 0;
        out[at++] = voicedProbability[frame] ?? 0;
        out[at++] = hz > 0 ? 1 : 0;
        out[at++] = energies[frame] ?? 0;
        out[at++] = rates[frame] ?? 0;
      }
      return out;
    },
  };
}

/** Computes `10 log10(mean square + 1e-10)` of every window. */
function energiesDb(
  padded: Float64Array,
  winLength: number,
  hopLength: number,
  frames: number,
): Float64Array {
  return Float64Array.from({ length: frames }, (_, frame) => {
    let sum = 0;
    const start = frame * hopLength;
    for (let i = start; i < start + winLength; i++) sum += (padded[i] ?? 0) ** 2;
    return 10 * Math.log10(sum / winLength + LEAST_ENERGY);
  });
}

/**
 * Counts the starts of voiced stretches per second within `reach` frames on either side. Near an end of the clip the
 * window moves inside and keeps its length, unless the clip is shorter.
 */
export function countOnsetRates(f0Hz: Float64Array, reach: number, hopSeconds: number): Float64Array {
  const frames = f0Hz.length;
  const before = new Int32Array(frames + 1); // onsets before each frame
  for (let frame = 0; frame < frames; frame++) {
    const isOnset = (f0Hz[frame] ?? 0) > 0 && (frame === 0 || f0Hz[frame - 1] === 0);
    before[frame + 1] = (before[frame] ?? 0) + (isOnset ? 1 : 0);
  }
  const length = Math.min(frames, 2 * reach + 1);
  return Float64Array.from({ length: frames }, (_, frame) => {
    const start = Math.min(Math.max(frame - reach, 0), frames - length);
    return ((before[start + length] ?? 0) - (before[start] ?? 0)) / (length * hopSeconds);
  });
}
