import type { Random } from '#libs/random';
import type { VocalProfile } from './emotions.js';
import { Resonator } from './resonator.js';

export const SAMPLE_RATE_HZ = 16_000;

/** A speaker keeps these traits in all clips. */
export interface Speaker {
  readonly name: string;
  readonly pitchHz: number;
  /** Factor on the formant frequencies of `VOWELS`: about 1 for men, 1.15 for women. */
  readonly tract: number;
  readonly loudnessDb: number;
}

/** First four formants of five vowels, in hertz (after Peterson & Barney 1952, men). */
const VOWELS = [
  [730, 1090, 2440, 3400],
  [530, 1840, 2480, 3500],
  [270, 2290, 3010, 3700],
  [570, 840, 2410, 3300],
  [300, 870, 2240, 3300],
] as const;
const BANDWIDTHS_HZ = [80, 100, 140, 200] as const;
/** Number of samples between updates of the formants. It is shorter than any syllable. */
const STEP = 80;

interface Syllable {
  readonly start: number;
  readonly end: number;
  readonly semitones: number;
  readonly loudness: number;
  readonly vowel: readonly number[];
}

/**
 * Synthesizes a speech-like signal without words, from a source and a filter. The source is a jittered pulse train,
 * softened by a low-pass filter and mixed with breath noise. The filter is four formant resonators, which move from
 * vowel to vowel with each syllable.
 */
export function speak(
  profile: VocalProfile,
  speaker: Speaker,
  durationSeconds: number,
  random: Random,
): Float32Array {
  const length = Math.round(durationSeconds * SAMPLE_RATE_HZ);
  const signal = new Float32Array(length);
  const syllables = planSyllables(profile, length, random);
  const formants = BANDWIDTHS_HZ.map((bandwidth) => new Resonator(bandwidth, SAMPLE_RATE_HZ));
  const softening = Math.exp((-2 * Math.PI * profile.tiltHz) / SAMPLE_RATE_HZ);
  const gain = 0.007 * 10 ** ((profile.energyDb + speaker.loudnessDb) / 20);
  let phase = 1;
  let period = 1;
  let soft = 0;
  let softer = 0;
  let current = 0;
  for (let at = 0; at < length; at++) {
    const syllable = syllables[current];
    if (syllable === undefined) break;
    if (at % STEP === 0) {
      const reach = Math.min(1, (at - syllable.start) / (0.4 * (syllable.end - syllable.start)));
      const before = syllables[current - 1]?.vowel ?? syllable.vowel;
      formants.forEach((formant, index) => {
        const from = before[index] ?? 500;
        const to = syllable.vowel[index] ?? 500;
        formant.tune((from + (to - from) * Math.max(0, reach)) * speaker.tract);
      });
    }
    const voicing = measureEnvelope(at, syllable, profile.attack);
    phase += 1 / period;
    let pulse = 0;
    if (phase >= 1) {
      phase -= 1;
      const slope = (profile.slopeSemitones * at) / length;
      const semitones = profile.pitchSemitones + syllable.semitones + slope;
      period =
        (SAMPLE_RATE_HZ / (speaker.pitchHz * 2 ** (semitones / 12))) * (1 + profile.jitter * random.normal());
      // A longer period has fewer pulses a second. This factor keeps the level independent of the pitch.
      pulse = Math.sqrt(period);
    }
    soft += (1 - softening) * (pulse - soft);
    softer += (1 - softening) * (soft - softer);
    const source =
      voicing * (softer * 6 + profile.breath * random.between(-1, 1)) + 0.002 * random.between(-1, 1);
    signal[at] = gain * formants.reduce((value, formant) => formant.filter(value), source);
    if (at >= syllable.end) current += 1;
  }
  return signal;
}

/** Draws syllables and their pauses; rate, pitch and vowel vary from one to the next. */
function planSyllables(profile: VocalProfile, length: number, random: Random): Syllable[] {
  const syllables: Syllable[] = [];
  let at = 0;
  while (at < length) {
    const span = (SAMPLE_RATE_HZ / profile.syllablesPerSecond) * random.between(0.7, 1.3);
    const pause = random.uniform() < 0.3 ? span * profile.pauses * 3.3 : 0;
    syllables.push({
      start: at + pause,
      end: at + pause + span,
      semitones: profile.rangeSemitones * random.normal() * 0.6,
      loudness: random.between(0.7, 1),
      vowel: VOWELS[random.below(VOWELS.length)] ?? VOWELS[0],
    });
    at += pause + span;
  }
  return syllables;
}

/** Returns the raised-cosine envelope of a syllable; 0 in the pause before it. */
function measureEnvelope(at: number, { start, end, loudness }: Syllable, attack: number): number {
  const place = (at - start) / (end - start);
  if (place <= 0 || place >= 1) return 0;
  const edge = place < attack ? place / attack : (1 - place) / (1 - attack);
  return loudness * 0.5 * (1 - Math.cos(Math.PI * Math.min(1, edge * 1.5)));
}
