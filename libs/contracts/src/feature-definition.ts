import { z } from 'zod';
import { preprocessingSchema } from './preprocessing.js';

/**
 * Anti-alias filters of the resampler, described at a ratio of 3. `sinc-hann-41`: fast, torchaudio's default.
 * `kaiser-8`: standard, 105 taps. `kaiser-9`: high quality, 155 taps.
 */
export const RESAMPLERS = ['sinc-hann-41', 'kaiser-8', 'kaiser-9'] as const;
export type Resampler = (typeof RESAMPLERS)[number];

/** Fields of every definition. Lengths are in samples at `sampleRateHz` unless the name says otherwise. */
const signalFields = {
  /** Increases whenever the code computes other numbers from the same parameters. */
  version: z.literal(1),
  sampleRateHz: z.literal(16_000),
  resampler: z.enum(RESAMPLERS),
  /** Preprocessing of the clip. If omitted, channels are mixed and nothing else is done. */
  preprocessing: preprocessingSchema.optional(),
  /** Reads only the first seconds, zero-padded if the clip is shorter; null reads the whole clip. */
  spanSeconds: z.number().positive().nullable(),
};

const frameFields = {
  fftLength: z.int().positive(),
  winLength: z.int().positive(),
  hopLength: z.int().positive(),
};

/** Frames centered on multiples of the hop with reflected or zero edges, or starting on them without padding. */
const framing = z.enum(['centred-reflect', 'centred-zero', 'left']);

const melFields = {
  melBands: z.int().positive(),
  fMinHz: z.number().nonnegative(),
  fMaxHz: z.number().positive(),
};

/** Raises levels that are more than this below the clip's loudest; null leaves them. */
const topDb = z.number().positive().nullable();

/**
 * Normalization of each coefficient. `utterance`: the extractor normalizes to mean 0 and deviation 1 over the frames
 * of each clip. `corpus`: the extractor returns plain values, and the model's standardizer applies mean and deviation
 * of its train subset. Pooled sets always use `corpus`.
 */
const cmvn = z.enum(['utterance', 'corpus']);
const corpusOnly = z.literal('corpus');

/** Slopes appended after the coefficients: librosa.feature.delta(width, mode='interp'), orders 1 to `orders`. */
const deltas = z
  .strictObject({ orders: z.union([z.literal(1), z.literal(2)]), width: z.int().min(3).max(99) })
  .refine(({ width }) => width % 2 === 1, { message: 'must be odd', path: ['width'] })
  .nullable();

/** MFCC averaged into a fixed number of bins. `librosa`: librosa.feature.mfcc; `meyda`: Meyda's own, which differs. */
export const pooledDefinition = z.strictObject({
  ...signalFields,
  kind: z.enum(['librosa', 'meyda']),
  ...frameFields,
  framing: framing.exclude(['centred-zero']),
  ...melFields,
  topDb,
  coefficients: z.int().positive(),
  /** Frames are averaged into this many bins; equal bins over the frames, or a fixed number of frames each. */
  pooling: z.strictObject({ bins: z.int().positive(), framesPerBin: z.int().positive().nullable() }),
});

/** MFCC of every frame. */
export const mfccSequenceDefinition = z.strictObject({
  ...signalFields,
  kind: z.literal('mfcc-sequence'),
  ...frameFields,
  framing,
  ...melFields,
  topDb,
  coefficients: z.int().positive(),
  deltas,
  cmvn,
});

/** Mel levels of every frame in dB. */
export const logMelSequenceDefinition = z.strictObject({
  ...signalFields,
  kind: z.literal('logmel-sequence'),
  ...frameFields,
  framing,
  ...melFields,
  /** librosa htk=False or True. */
  melScale: z.enum(['slaney', 'htk']),
  /** Triangles of equal area (librosa norm='slaney') or of peak 1 (norm=None). */
  melNorm: z.enum(['slaney', 'peak']),
  /** `10 log10(max(power, least))` as librosa.power_to_db, or `10 log10(power + least)`. */
  leastPower: z.strictObject({ power: z.number().positive(), mode: z.enum(['clip', 'add']) }),
  topDb,
  deltas,
  cmvn,
});

/** Pitch, voicing, energy and rate of every frame: `PROSODY_COLUMNS`. */
export const prosodyDefinition = z.strictObject({
  ...signalFields,
  kind: z.literal('prosody'),
  winLength: z.int().positive(),
  hopLength: z.int().positive(),
  /** Frequency range of the pYIN pitch search. */
  pitchMinHz: z.number().positive(),
  pitchMaxHz: z.number().positive(),
  /** Length of the stretch around a frame in which voiced onsets are counted. */
  rateWindowSeconds: z.number().positive(),
  cmvn,
});

/** Shape of the spectrum of every frame, as Meyda defines it: `SPECTRAL_COLUMNS`. */
export const spectralDefinition = z.strictObject({
  ...signalFields,
  kind: z.literal('spectral'),
  fftLength: z.int().positive(),
  hopLength: z.int().positive(),
  cmvn,
});

/** Statistics of a whole clip: 15 scalars, 50 MFCC x 3, 12 chroma, 128 mel, 7 contrast. */
export const utteranceDefinition = z.strictObject({
  ...signalFields,
  kind: z.literal('utterance-312'),
  ...frameFields,
  framing,
  topDb,
  pitchMinHz: z.number().positive(),
  pitchMaxHz: z.number().positive(),
  cmvn: corpusOnly,
});

/** One vector per clip, from an ONNX model that reads a signal. */
export const embeddingDefinition = z.strictObject({
  ...signalFields,
  kind: z.literal('embedding'),
  /** The key locates the model's bytes in the store. Their hash identifies the model. */
  modelKey: z.string().min(1).max(1024),
  modelSha256: z.string().regex(/^[0-9a-f]{64}$/),
  dimensions: z.int().min(1).max(65_536),
  /** `unit-variance`: mean 0 and deviation 1 over the signal, as wav2vec2 and emotion2vec expect it. */
  inputScaling: z.enum(['none', 'unit-variance']),
  /** Shortest signal that the model accepts. */
  minSamples: z.int().positive(),
  cmvn: corpusOnly,
});

/** Everything that determines features, and nothing else, so the hash of a definition can name the tensors. */
export const featureSetDefinition = z.discriminatedUnion('kind', [
  pooledDefinition,
  mfccSequenceDefinition,
  logMelSequenceDefinition,
  prosodyDefinition,
  spectralDefinition,
  utteranceDefinition,
  embeddingDefinition,
]);

export type FeatureSetDefinition = z.infer<typeof featureSetDefinition>;
export type PooledDefinition = z.infer<typeof pooledDefinition>;
export type MfccSequenceDefinition = z.infer<typeof mfccSequenceDefinition>;
export type LogMelSequenceDefinition = z.infer<typeof logMelSequenceDefinition>;
export type ProsodyDefinition = z.infer<typeof prosodyDefinition>;
export type SpectralDefinition = z.infer<typeof spectralDefinition>;
export type UtteranceDefinition = z.infer<typeof utteranceDefinition>;
export type EmbeddingDefinition = z.infer<typeof embeddingDefinition>;
