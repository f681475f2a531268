import type { LogMelSequenceDefinition } from '#libs/contracts';
import type { SpanEngine } from '../engines.js';
import { createKernelLogMel, fitsKernels } from '../kernel-rows.js';
import { createMelSpectrogram, type MelPowers } from '../mel-spectrogram.js';
import { appendDeltas } from './deltas.js';

/** Creates the engine for the mel levels of every frame and their slopes. It uses the kernel if that supports the sizes. */
export function createLogMelSequence(definition: LogMelSequenceDefinition): SpanEngine {
  const { melBands, deltas } = definition;
  const computeByKernel = fitsKernels(definition) ? createKernelLogMel(definition) : null;
  const computePowers = createMelSpectrogram(definition);
  return {
    compute: (span) => {
      const levels = computeByKernel?.(span) ?? convertToLevels(computePowers(span), melBands);
      return appendDeltas(levels, melBands, deltas);
    },
  };
}

/**
 * Computes librosa.power_to_db(librosa.feature.melspectrogram(y, power=2, ...), ref=1, amin, top_db), transposed, in
 * float64. With `mode: 'add'` the least power is added to each power and does not bound it.
 */
function convertToLevels({ values, frames, floor }: MelPowers, bands: number): Float32Array {
  const levels = new Float32Array(frames * bands); // [frames, bands]
  for (let at = 0; at < levels.length; at++) levels[at] = 10 * Math.log10(Math.max(values[at] ?? 0, floor));
  return levels;
}
