import { z } from 'zod';
import { canonicalJson } from './canonical.js';

/**
 * Which channels of a clip become signals: their mean, the first, the second, or each one by itself (the two sides of
 * a telephone call). The second of a clip that has only one is that one.
 */
export const CHANNEL_POLICIES = ['mix', 'left', 'right', 'each'] as const;
export type ChannelPolicy = (typeof CHANNEL_POLICIES)[number];

const trimSilenceSchema = z.strictObject({
  thresholdDb: z
    .number()
    .min(-90)
    .max(-10)
    .default(-40)
    .describe('Edges quieter than this against the loudest window of 20 ms are cut off.'),
});

const voiceActivitySchema = z.strictObject({
  marginDb: z
    .number()
    .min(3)
    .max(40)
    .default(9)
    .describe('Speech is at least this much louder than the noise floor, the 10th percentile of windows.'),
  maxFlatness: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('Speech has a spectral flatness below this: 0 is a tone, 1 is white noise.'),
  hangoverSeconds: z
    .number()
    .min(0)
    .max(2)
    .default(0.2)
    .describe('Kept before and behind each stretch of speech.'),
});

const segmentsSchema = z
  .strictObject({
    windowSeconds: z.number().min(0.1).max(600).describe('Length of a segment.'),
    hopSeconds: z.number().min(0.1).max(600).describe('From the start of one segment to that of the next.'),
  })
  .refine(({ windowSeconds, hopSeconds }) => hopSeconds <= windowSeconds, {
    message: 'a hop longer than its window would leave out what lies between',
    path: ['hopSeconds'],
  });

/**
 * What happens to a clip between its decoder and the feature extractor, in this order: channels, resampling to the
 * rate of the set, trimming, voice activity, level, segments. A part of the feature set, since it decides the numbers;
 * a definition without it mixes the channels and does nothing else. Everything is off by default.
 */
export const preprocessingSchema = z.strictObject({
  channels: z.enum(CHANNEL_POLICIES).default('mix'),
  trimSilence: trimSilenceSchema.nullable().default(null),
  levelDbfs: z
    .number()
    .min(-60)
    .max(0)
    .nullable()
    .default(null)
    .describe('RMS level that each signal is brought to; a full-scale square wave has 0.'),
  voiceActivity: voiceActivitySchema
    .nullable()
    .default(null)
    .describe('Cuts out what is no speech; with segments, leaves out those that are less than half speech.'),
  segments: segmentsSchema
    .nullable()
    .default(null)
    .describe('Cuts each clip into segments, read as a stream; null: a clip is one piece.'),
  lenient: z
    .boolean()
    .default(false)
    .describe('A clip that breaks off gives what could be decoded, with a warning, and not an error.'),
});

/** As it is stored: every field is there. */
export type Preprocessing = z.infer<typeof preprocessingSchema>;
/** As it is asked for: what is left out is off. */
export type PreprocessingRequest = z.input<typeof preprocessingSchema>;
export type SegmentGrid = z.infer<typeof segmentsSchema>;

/** What a definition without `preprocessing` means. */
export const NO_PREPROCESSING: Preprocessing = preprocessingSchema.parse({});

/** The definition with this preprocessing. One that does nothing is left out, so that equal numbers have one id. */
export function withPreprocessing<D extends { readonly preprocessing?: Preprocessing | undefined }>(
  definition: D,
  preprocessing: Preprocessing,
): D {
  const { preprocessing: _replaced, ...rest } = definition;
  if (canonicalJson(preprocessing) === canonicalJson(NO_PREPROCESSING)) return rest as D;
  return { ...(rest as D), preprocessing };
}
