/** The eight labels of RAVDESS. */
const LABELS = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'];

/**
 * How each emotion changes a synthetic voice: one row per trait, one column per label. Directions follow Scherer's
 * review of vocal cues (Speech Communication 40, 2003, table 2). The sizes leave the demo something to learn and
 * something to confuse; they do not model how people sound.
 */
const TRAITS = {
  /** Pitch level, in semitones above the speaker's own. */
  pitchSemitones: [0, 0, 5, -2, 4, 7, -3, 8],
  /** Spread of pitch over syllables. */
  rangeSemitones: [1.5, 1, 4, 1, 3, 2, 2.5, 6],
  /** Rise of pitch over the clip; negative for a fall. */
  slopeSemitones: [-1, -1, 2, -3, -2, 1, -4, 6],
  syllablesPerSecond: [4, 3, 5, 2.4, 5.2, 6, 3.2, 4.2],
  energyDb: [0, -5, 4, -9, 9, 0, 2, 3],
  /** Cut-off of the glottal low-pass: high sounds tense, low sounds soft. */
  tiltHz: [900, 550, 1600, 350, 2600, 1300, 1100, 1900],
  /** Share of breath noise in the source. */
  breath: [0.03, 0.06, 0.03, 0.1, 0.03, 0.12, 0.03, 0.05],
  /** Random change of period from pulse to pulse. */
  jitter: [0.006, 0.006, 0.006, 0.006, 0.02, 0.03, 0.025, 0.006],
  /** Share of the clip that is pauses. */
  pauses: [0.12, 0.12, 0.12, 0.3, 0.06, 0.2, 0.12, 0.12],
  /** Share of a syllable taken by its rise: small is abrupt. */
  attack: [0.3, 0.45, 0.2, 0.5, 0.1, 0.25, 0.4, 0.15],
} satisfies Record<string, readonly number[]>;

/** One column of the table above. */
export type VocalProfile = Readonly<Record<keyof typeof TRAITS, number>>;

/** The profile of each label. */
export const EMOTIONS: Readonly<Record<string, VocalProfile>> = Object.fromEntries(
  LABELS.map((label, column) => [
    label,
    Object.fromEntries(Object.entries(TRAITS).map(([trait, row]) => [trait, row[column]])) as VocalProfile,
  ]),
);
