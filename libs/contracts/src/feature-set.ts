import { canonicalJson, sha256Hex } from './canonical.js';
import { SerenadeError } from './errors.js';
import type { FeatureSetDefinition } from './feature-definition.js';

/** Fields of all sets but the first four: the whole signal at 16 kHz. */
const whole = {
  version: 1,
  sampleRateHz: 16_000,
  resampler: 'kaiser-8',
  spanSeconds: null,
} as const;

/** Mel spectra of windows of 25 ms at a hop of 10 ms. */
const melFrames = {
  ...whole,
  fftLength: 512,
  winLength: 400,
  hopLength: 160,
  framing: 'centred-reflect',
  melBands: 128,
  fMinHz: 0,
  fMaxHz: 8000,
  topDb: 80,
} as const;

const base = { ...melFrames, kind: 'librosa', coefficients: 40 } as const;

/** librosa.feature.mfcc of every frame. */
const mfccSequence = {
  ...melFrames,
  kind: 'mfcc-sequence',
  coefficients: 40,
  deltas: null,
  cmvn: 'corpus',
} as const;

/** librosa.power_to_db(librosa.feature.melspectrogram) of every frame. */
const logMelSequence = {
  ...melFrames,
  kind: 'logmel-sequence',
  melBands: 80,
  melScale: 'slaney',
  melNorm: 'slaney',
  leastPower: { power: 1e-10, mode: 'clip' },
  deltas: null,
  cmvn: 'corpus',
} as const;

/** Slopes and slopes of slopes over 9 frames. */
const twoDeltas = { orders: 2, width: 9 } as const;

/**
 * The named feature sets. The first four have the shape `[20, 40]` per clip: 20 frames of 40 coefficients, as in the
 * paper. `featureSetShape` returns the shape of the others. Embeddings have no name here, because users supply their
 * models.
 */
export const FEATURE_SETS = {
  /** The first 3.0 s in 20 bins of 150 ms (15 frames); the 301st frame, centered on the end, is left out. */
  'paper-20': { ...base, spanSeconds: 3, pooling: { bins: 20, framesPerBin: 15 } },
  /** The first 3.0 s in 20 windows of 150 ms without overlap. */
  'stride-20': {
    ...base,
    fftLength: 4096,
    winLength: 2400,
    hopLength: 2400,
    framing: 'left',
    spanSeconds: 3,
    pooling: { bins: 20, framesPerBin: 1 },
  },
  /** The whole clip in 20 equal bins. */
  'span-20': { ...base, pooling: { bins: 20, framesPerBin: null } },
  /** The whole clip in 20 equal bins of Meyda's own MFCC (40 bands, ln(1 + power), DCT x 2). */
  'meyda-20': {
    ...base,
    kind: 'meyda',
    winLength: 512,
    framing: 'left',
    melBands: 40,
    topDb: null,
    pooling: { bins: 20, framesPerBin: null },
  },
  'mfcc-sequence': mfccSequence,
  'mfcc-sequence-deltas': { ...mfccSequence, deltas: twoDeltas },
  'logmel-sequence': logMelSequence,
  'logmel-sequence-deltas': { ...logMelSequence, deltas: twoDeltas },
  /** 80 HTK mels of peak 1 from 60 to 7,600 Hz, window 40 ms, hop 16 ms, edges of zeros: for convolutions over time. */
  'logmel-htk-80': {
    ...logMelSequence,
    fftLength: 1024,
    winLength: 640,
    hopLength: 256,
    framing: 'centred-zero',
    fMinHz: 60,
    fMaxHz: 7600,
    melScale: 'htk',
    melNorm: 'peak',
    leastPower: { power: 1e-7, mode: 'add' },
    topDb: null,
  },
  /** F0 by pYIN between 65 and 500 Hz on windows of 64 ms, voicing, energy and rate, at a hop of 10 ms. */
  prosody: {
    ...whole,
    kind: 'prosody',
    winLength: 1024,
    hopLength: 160,
    pitchMinHz: 65,
    pitchMaxHz: 500,
    rateWindowSeconds: 1,
    cmvn: 'corpus',
  },
  /** Meyda's chroma, centroid, rolloff, flatness, spread, zero crossings and loudness, window 32 ms, hop 10 ms. */
  spectral: { ...whole, kind: 'spectral', fftLength: 512, hopLength: 160, cmvn: 'corpus' },
  /** The 312 handcrafted statistics of the paper's base repository. */
  'utterance-312': {
    ...whole,
    kind: 'utterance-312',
    fftLength: 2048,
    winLength: 2048,
    hopLength: 512,
    framing: 'centred-zero',
    topDb: 80,
    pitchMinHz: 70,
    pitchMaxHz: 400,
    cmvn: 'corpus',
  },
} as const satisfies Record<string, FeatureSetDefinition>;

export type FeatureSetName = keyof typeof FEATURE_SETS;
export const FEATURE_SET_NAMES = Object.keys(FEATURE_SETS) as readonly FeatureSetName[];
export const DEFAULT_FEATURE_SET: FeatureSetName = 'paper-20';

/** Other accepted names of feature sets. */
const ALIASES: ReadonlyMap<string, FeatureSetName> = new Map([['meyda-mfcc', 'meyda-20']]);

/** Returns a short hash of the canonical definition. It is part of every feature key and model card. */
export function featureSetId(definition: FeatureSetDefinition): string {
  return `fs-${sha256Hex(canonicalJson(definition)).slice(0, 16)}`;
}

/** @throws SerenadeError `feature_set.unknown` */
export function featureSetNamed(name: string): FeatureSetDefinition {
  const known = FEATURE_SET_NAMES.find((each) => each === name) ?? ALIASES.get(name);
  if (known !== undefined) return FEATURE_SETS[known];
  throw new SerenadeError(
    'feature_set.unknown',
    `Feature set "${name}" does not exist. Choose one of ${FEATURE_SET_NAMES.join(', ')}.`,
  );
}

/** Returns the name of a feature-set id, or null if this version has no such set. */
export function featureSetNameOf(id: string): FeatureSetName | null {
  return FEATURE_SET_NAMES.find((name) => featureSetId(FEATURE_SETS[name]) === id) ?? null;
}
