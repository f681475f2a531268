/**
 * Measures the CPU time of every named feature set on one thread, from a signal of 16 kHz to its features, and the
 * columns and bytes of the result. The signal is 3.7 s of synthetic speech. The last line is one JSON object:
 * milliseconds per clip by feature set.
 *
 *   npm run bench:feature-sets -- [--rounds 9]
 */
import { parseArgs } from 'node:util';
import { FEATURE_SETS, FEATURE_SET_NAMES } from '#libs/contracts';
import { createExtractor } from '#libs/features';
import { cpuMs, median } from './features/timing.js';

const RATE_HZ = 16_000;
const SECONDS = 3.7;
/** The minimum duration of a round. The CPU clock has steps of a millisecond or more. */
const ROUND_MS = 150;

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });
const rounds = Number(options.rounds);

/** Synthesizes a gliding voice with harmonics, syllables and faint noise. */
function syntheticSpeech(): Float32Array {
  let phase = 0;
  let state = 1;
  return Float32Array.from({ length: Math.round(SECONDS * RATE_HZ) }, (_, i) => {
    const seconds = i / RATE_HZ;
    phase += (2 * Math.PI * (170 + 50 * Math.sin(2 * Math.PI * 0.7 * seconds))) / RATE_HZ;
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    let voice = 0;
    for (let harmonic = 1; harmonic <= 12; harmonic++) voice += Math.sin(harmonic * phase) / harmonic;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 2.5 * seconds));
    return 0.2 * voice * syllable + 2e-3 * (state / 2 ** 31 - 1);
  });
}

const signal = syntheticSpeech();
const figures: Record<string, number> = {};
console.log('feature set'.padEnd(24), 'shape'.padEnd(12), 'KiB'.padStart(8), 'CPU ms'.padStart(8));
for (const name of FEATURE_SET_NAMES) {
  const extractor = createExtractor(FEATURE_SETS[name]);
  const values = extractor.extract(signal);
  const times = Array.from({ length: rounds }, () => {
    const start = cpuMs();
    let clips = 0;
    do {
      extractor.extract(signal);
      clips += 1;
    } while (cpuMs() - start < ROUND_MS);
    return (cpuMs() - start) / clips;
  });
  const ms = Number(median(times).toFixed(3));
  figures[name] = ms;
  const shape = `[${values.length / extractor.coefficients}, ${extractor.coefficients}]`;
  const kib = (values.byteLength / 1024).toFixed(1);
  console.log(name.padEnd(24), shape.padEnd(12), kib.padStart(8), ms.toFixed(3).padStart(8));
}
console.log(JSON.stringify({ bench: 'feature-sets', seconds: SECONDS, ms: figures }));
