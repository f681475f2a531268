import { z } from 'zod';
import { canonicalJson } from './canonical.js';

/**
 * The channels of a clip that become signals: their mean, the first, the second, or each one separately (the two
 * sides of a telephone call). If a clip has only one channel, the second is that one.
 */
export const CHANNEL_POLICIES = ['mix', 'left', 'right', 'each'] as const;
export type ChannelPolicy = (typeof CHANNEL_POLICIES)[number];

const between = (least: number, most: number) => z.number().min(least).max(most);

const trimSilenceSchema = z.strictObject({
  thresholdDb: between(-90, -10)
    .default(-40)
    .describe('Cuts off edges that are quieter than this, relative to the loudest window of 20 ms.'),
});

const voiceActivitySchema = z.strictObject({
  marginDb: between(3, 40)
    .default(9)
    .describe('Speech is at least this much louder than the noise floor, the 10th percentile of windows.'),
  maxFlatness: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('Speech has a spectral flatness below this: 0 is a tone, 1 is white noise.'),
  hangoverSeconds: between(0, 2).default(0.2).describe('Time kept before and after each stretch of speech.'),
});

const segmentsSchema = z
  .strictObject({
    windowSeconds: between(0.1, 600).describe('Length of a segment.'),
    hopSeconds: between(0.1, 600).describe('Time from the start of one segment to the start of the next.'),
  })
  .refine(({ windowSeconds, hopSeconds }) => hopSeconds <= windowSeconds, {
    message: 'must not be longer than windowSeconds, or audio between segments is lost',
    path: ['hopSeconds'],
  });

/**
 * Processing of a clip between decoder and feature extractor, in this order: channels, resampling to the rate of the
 * set, trimming, voice activity, level, segments. It is part of the feature set, because it determines the numbers.
 * The defaults mix the channels and turn everything else off.
 */
export const preprocessingSchema = z.strictObject({
  channels: z.enum(CHANNEL_POLICIES).default('mix'),
  trimSilence: trimSilenceSchema.nullable().default(null),
  levelDbfs: between(-60, 0)
    .nullable()
    .default(null)
    .describe('Normalizes each signal to this RMS level; a full-scale square wave has 0.'),
  voiceActivity: voiceActivitySchema
    .nullable()
    .default(null)
    .describe(
      'Removes everything that is not speech. With segments, drops those that are less than half speech.',
    ),
  segments: segmentsSchema
    .nullable()
    .default(null)
    .describe('Cuts each clip into segments and reads it as a stream; null keeps the clip whole.'),
  lenient: z
    .boolean()
    .default(false)
    .describe('Uses the decodable part of a truncated clip, with a warning instead of an error.'),
});

/** Stored preprocessing, with every field present. */
export type Preprocessing = z.infer<typeof preprocessingSchema>;
/** Requested preprocessing; omitted fields are off. */
export type PreprocessingRequest = z.input<typeof preprocessingSchema>;
export type SegmentGrid = z.infer<typeof segmentsSchema>;

/** The meaning of a definition without `preprocessing`. */
export const NO_PREPROCESSING: Preprocessing = preprocessingSchema.parse({});

/** Returns the definition with this preprocessing, which is omitted if it has no effect on the numbers. */
export function withPreprocessing<D extends { readonly preprocessing?: Preprocessing | undefined }>(
  definition: D,
  preprocessing: Preprocessing,
): D {
  const { preprocessing: _replaced, ...rest } = definition;
  if (canonicalJson(preprocessing) === canonicalJson(NO_PREPROCESSING)) return rest as D;
  return { ...(rest as D), preprocessing };
}
