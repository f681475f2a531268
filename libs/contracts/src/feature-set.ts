import { z } from 'zod';
import { canonicalJson, sha256Hex } from './canonical.js';
import { SerenadeError } from './errors.js';

/**
 * What defines features, and nothing else: two equal definitions give the same numbers, so their hash may name
 * the tensors. Lengths are in samples at `sampleRateHz`, unless the name says otherwise.
 */
export const featureSetDefinition = z.strictObject({
  /** Raised whenever the code gives other numbers for the same parameters. */
  version: z.literal(1),
  /** `librosa`: as librosa.feature.mfcc. `meyda`: Meyda's own MFCC, which differs on purpose. */
  kind: z.enum(['librosa', 'meyda']),
  sampleRateHz: z.literal(16_000),
  /** Anti-alias filter of the resampler: 105 taps at a ratio of 3, Kaiser beta 8. */
  resampler: z.literal('kaiser-8'),
  fftLength: z.int().positive(),
  winLength: z.int().positive(),
  hopLength: z.int().positive(),
  /** Frames centred on multiples of the hop with reflected edges, or starting on them with no padding. */
  framing: z.enum(['centred-reflect', 'left']),
  melBands: z.int().positive(),
  fMinHz: z.number().nonnegative(),
  fMaxHz: z.number().positive(),
  topDb: z.number().positive().nullable(),
  coefficients: z.int().positive(),
  /** Only the first seconds count, zero-padded when shorter; null: the whole clip. */
  spanSeconds: z.number().positive().nullable(),
  /** Frames are averaged into this many bins; equal bins over the frames, or a fixed number of frames each. */
  pooling: z.strictObject({ bins: z.int().positive(), framesPerBin: z.int().positive().nullable() }),
});

export type FeatureSetDefinition = z.infer<typeof featureSetDefinition>;

const base = {
  version: 1,
  kind: 'librosa',
  sampleRateHz: 16_000,
  resampler: 'kaiser-8',
  fftLength: 512,
  winLength: 400,
  hopLength: 160,
  framing: 'centred-reflect',
  melBands: 128,
  fMinHz: 0,
  fMaxHz: 8000,
  topDb: 80,
  coefficients: 40,
} as const;

/** The named feature sets. Each gives `[20, 40]` a clip: 20 frames of 40 coefficients, as in the paper. */
export const FEATURE_SETS = {
  /** The first 3.0 s in 20 bins of 150 ms (15 frames); the 301st frame, centred on the end, is left out. */
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
  'span-20': { ...base, spanSeconds: null, pooling: { bins: 20, framesPerBin: null } },
  /** The whole clip in 20 equal bins of Meyda's own MFCC (40 bands, ln(1 + power), DCT x 2). */
  'meyda-20': {
    ...base,
    kind: 'meyda',
    winLength: 512,
    framing: 'left',
    melBands: 40,
    topDb: null,
    spanSeconds: null,
    pooling: { bins: 20, framesPerBin: null },
  },
} as const satisfies Record<string, FeatureSetDefinition>;

export type FeatureSetName = keyof typeof FEATURE_SETS;
export const FEATURE_SET_NAMES = Object.keys(FEATURE_SETS) as readonly FeatureSetName[];
export const DEFAULT_FEATURE_SET: FeatureSetName = 'paper-20';

/** Short hash of the canonical definition: it stands in every feature key and in every model card. */
export function featureSetId(definition: FeatureSetDefinition): string {
  return `fs-${sha256Hex(canonicalJson(definition)).slice(0, 16)}`;
}

/** @throws SerenadeError `feature_set.unknown` */
export function featureSetNamed(name: string): FeatureSetDefinition {
  if (!isFeatureSetName(name)) {
    throw new SerenadeError(
      'feature_set.unknown',
      `There is no feature set "${name}"; choose one of ${FEATURE_SET_NAMES.join(', ')}.`,
    );
  }
  return FEATURE_SETS[name];
}

/** The name of a feature-set id, or null when this version knows no such set. */
export function featureSetNameOf(id: string): FeatureSetName | null {
  return FEATURE_SET_NAMES.find((name) => featureSetId(FEATURE_SETS[name]) === id) ?? null;
}

function isFeatureSetName(name: string): name is FeatureSetName {
  return Object.hasOwn(FEATURE_SETS, name);
}
