/**
 * A profile describes how an emotion changes a synthetic voice. Directions follow Scherer's review of vocal cues
 * (Speech Communication 40, 2003, table 2). The sizes leave the demo something to learn and something to confuse; they
 * do not model how people sound.
 */
export interface VocalProfile {
  /** Pitch level, in semitones above the speaker's own. */
  readonly pitchSemitones: number;
  /** Spread of pitch over syllables, in semitones. */
  readonly rangeSemitones: number;
  /** Rise (or fall) of pitch over the clip, in semitones. */
  readonly slopeSemitones: number;
  readonly syllablesPerSecond: number;
  readonly energyDb: number;
  /** Cut-off of the glottal low-pass, in hertz: high sounds tense, low sounds soft. */
  readonly tiltHz: number;
  /** Share of breath noise in the source. */
  readonly breath: number;
  /** Random change of period from pulse to pulse. */
  readonly jitter: number;
  /** Share of the clip that is pauses. */
  readonly pauses: number;
  /** Share of a syllable taken by its rise: small is abrupt. */
  readonly attack: number;
}

const NEUTRAL: VocalProfile = {
  pitchSemitones: 0,
  rangeSemitones: 1.5,
  slopeSemitones: -1,
  syllablesPerSecond: 4,
  energyDb: 0,
  tiltHz: 900,
  breath: 0.03,
  jitter: 0.006,
  pauses: 0.12,
  attack: 0.3,
};

/** The eight labels of RAVDESS. */
export const EMOTIONS: Readonly<Record<string, VocalProfile>> = {
  neutral: NEUTRAL,
  calm: {
    ...NEUTRAL,
    rangeSemitones: 1,
    syllablesPerSecond: 3,
    energyDb: -5,
    tiltHz: 550,
    breath: 0.06,
    attack: 0.45,
  },
  happy: {
    ...{
      ...NEUTRAL,
      pitchSemitones: 5,
      rangeSemitones: 4,
      slopeSemitones: 2,
      syllablesPerSecond: 5,
      energyDb: 4,
    },
    ...{ tiltHz: 1600, attack: 0.2 },
  },
  sad: {
    ...{
      ...NEUTRAL,
      pitchSemitones: -2,
      rangeSemitones: 1,
      slopeSemitones: -3,
      syllablesPerSecond: 2.4,
      energyDb: -9,
    },
    ...{ tiltHz: 350, breath: 0.1, pauses: 0.3, attack: 0.5 },
  },
  angry: {
    ...{
      ...NEUTRAL,
      pitchSemitones: 4,
      rangeSemitones: 3,
      slopeSemitones: -2,
      syllablesPerSecond: 5.2,
      energyDb: 9,
    },
    ...{ tiltHz: 2600, jitter: 0.02, pauses: 0.06, attack: 0.1 },
  },
  fearful: {
    ...{
      ...NEUTRAL,
      pitchSemitones: 7,
      rangeSemitones: 2,
      slopeSemitones: 1,
      syllablesPerSecond: 6,
      energyDb: 0,
    },
    ...{ tiltHz: 1300, breath: 0.12, jitter: 0.03, pauses: 0.2, attack: 0.25 },
  },
  disgust: {
    ...{
      ...NEUTRAL,
      pitchSemitones: -3,
      rangeSemitones: 2.5,
      slopeSemitones: -4,
      syllablesPerSecond: 3.2,
      energyDb: 2,
    },
    ...{ tiltHz: 1100, jitter: 0.025, attack: 0.4 },
  },
  surprised: {
    ...{
      ...NEUTRAL,
      pitchSemitones: 8,
      rangeSemitones: 6,
      slopeSemitones: 6,
      syllablesPerSecond: 4.2,
      energyDb: 3,
    },
    ...{ tiltHz: 1900, breath: 0.05, attack: 0.15 },
  },
};
