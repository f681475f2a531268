import type { FeatureSetDefinition } from './feature-definition.js';

/** Columns of `prosody`, one row per frame. */
export const PROSODY_COLUMNS = [
  /** Semitones above 27.5 Hz (as GeMAPS counts); 0 where the frame is unvoiced. */
  'f0Semitones',
  /** pYIN's probability that the frame is voiced. */
  'voicedProbability',
  /** 1 or 0: the decision of the Viterbi path. */
  'isVoiced',
  /** `10 log10(mean square + 1e-10)` of the frame. */
  'energyDb',
  /** Voiced onsets per second, in the stretch around the frame. */
  'onsetsPerSecond',
] as const;

const PITCH_CLASSES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/** Columns of `spectral`, one row per frame, in Meyda's units. */
export const SPECTRAL_COLUMNS = [
  ...PITCH_CLASSES.map((name) => `chroma.${name}` as const),
  /** In FFT bins. */
  'spectralCentroid',
  /** Hz below which 99 % of the amplitude lies. */
  'spectralRolloff',
  /** 0 is a tone, 1 is white noise. */
  'spectralFlatness',
  /** In FFT bins. */
  'spectralSpread',
  /** Crossings in the frame. */
  'zeroCrossings',
  /** Sum of the specific loudness of 24 Bark bands. */
  'loudness',
] as const;

/** The first 15 of `utterance-312`, in the order of the paper's base repository. */
export const UTTERANCE_SCALARS = [
  'flatness.mean',
  'zeroCrossingRate.mean',
  'magnitude.mean',
  'magnitude.max',
  'centroidShare.mean',
  'centroidShare.std',
  'centroidShare.max',
  'magnitude.std',
  'pitchHz.mean',
  'pitchHz.max',
  'pitchHz.std',
  'pitchTuning',
  'rms.mean',
  'rms.max',
  'rms.std',
] as const;

/** Sizes of `utterance-312`. */
export const UTTERANCE_SIZES = {
  scalars: UTTERANCE_SCALARS.length,
  mfcc: 50,
  chroma: PITCH_CLASSES.length,
  mel: 128,
  contrast: 7,
} as const;

/** Shape of a clip's features: `frames` rows of `coefficients`; null if the number of frames depends on the clip. */
export interface FeatureSetShape {
  readonly frames: number | null;
  readonly coefficients: number;
}

/** Returns the shape of a clip's features, from the definition alone. */
export function featureSetShape(definition: FeatureSetDefinition): FeatureSetShape {
  switch (definition.kind) {
    case 'librosa':
    case 'meyda':
      return { frames: definition.pooling.bins, coefficients: definition.coefficients };
    case 'mfcc-sequence':
      return { frames: null, coefficients: definition.coefficients * blocks(definition) };
    case 'logmel-sequence':
      return { frames: null, coefficients: definition.melBands * blocks(definition) };
    case 'prosody':
      return { frames: null, coefficients: PROSODY_COLUMNS.length };
    case 'spectral':
      return { frames: null, coefficients: SPECTRAL_COLUMNS.length };
    case 'utterance-312': {
      const { scalars, mfcc, chroma, mel, contrast } = UTTERANCE_SIZES;
      return { frames: 1, coefficients: scalars + 3 * mfcc + chroma + mel + contrast };
    }
    case 'embedding':
      return { frames: 1, coefficients: definition.dimensions };
  }
}

/** Returns 1 to 3 blocks of columns: values, their slopes, and the slopes of those. */
function blocks({ deltas }: { readonly deltas: { readonly orders: number } | null }): number {
  return 1 + (deltas?.orders ?? 0);
}
