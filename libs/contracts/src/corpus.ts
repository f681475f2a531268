import { z } from 'zod';
import { SerenadeError } from './errors.js';

/** Corpus loaders by name. */
export const CORPUS_NAMES = [
  'ravdess-speech',
  'ravdess-song',
  'emodb',
  'crema-d',
  'tess',
  'savee',
  'folder',
  'manifest',
] as const;
export type CorpusName = (typeof CORPUS_NAMES)[number];

/** One corpus, or several that are read as one: their names joined by "+", such as `ravdess-speech+emodb`. */
export const corpusRef = z
  .string()
  .refine((ref) => knownCorpora(ref) !== null, `names of corpora joined by "+": ${CORPUS_NAMES.join(', ')}`);

/** @throws SerenadeError `corpus.unknown` */
export function corporaOf(ref: string): CorpusName[] {
  const known = knownCorpora(ref);
  if (known !== null) return known;
  throw new SerenadeError(
    'corpus.unknown',
    `There is no corpus loader "${ref}"; choose one of ${CORPUS_NAMES.join(', ')}, or several joined by "+".`,
  );
}

function knownCorpora(ref: string): CorpusName[] | null {
  const parts = ref.split('+');
  const known = parts.flatMap((part) => CORPUS_NAMES.find((name) => name === part) ?? []);
  return known.length === parts.length && new Set(known).size === known.length ? known : null;
}

/** Maps that say what labels of several corpora have in common; the corpus library holds them. */
export const LABEL_MAP_IDS = ['shared@1', 'calm-is-neutral@1', 'ravdess-parts@1'] as const;
export type LabelMapId = (typeof LABEL_MAP_IDS)[number];

/** The protocols by name (docs/training.md); `given` takes the parts from a user's table. */
export const SPLIT_NAMES = ['P0', 'P1', 'P2', 'P2b', 'P3', 'P4', 'P5', 'P6', 'given'] as const;
export type SplitName = (typeof SPLIT_NAMES)[number];

export const SPLIT_PARTS = ['train', 'validation', 'test'] as const;
export type SplitPart = (typeof SPLIT_PARTS)[number];

/** A labelled stretch of speech by one speaker: a clip, or a span of one. */
export const utteranceSchema = z.strictObject({
  /** Line of the archive's manifest, from 0. */
  clip: z.int().nonnegative(),
  name: z.string(),
  corpus: z.enum(CORPUS_NAMES),
  label: z.string(),
  speaker: z.string().nullable(),
  gender: z.enum(['female', 'male']).nullable(),
  /** Equal for takes that differ only by repetition ("twins"); null where the corpus has none. */
  twinGroup: z.string().nullable(),
  /** The sentence spoken, where the corpus names it. */
  text: z.string().nullable(),
  /** Where the utterance stands in its clip, when it is not the whole; an end of null is the clip's. */
  span: z
    .strictObject({ startSeconds: z.number().nonnegative(), endSeconds: z.number().positive().nullable() })
    .optional(),
  /** The part that a user's table puts it in. */
  givenPart: z.enum(SPLIT_PARTS).optional(),
});
export type Utterance = z.infer<typeof utteranceSchema>;

/** What was found of a corpus against what it is published as. */
export const corpusCheck = z.strictObject({
  corpus: z.enum(CORPUS_NAMES),
  clips: z.int().nonnegative(),
  /** Null for one's own corpus. */
  publishedClips: z.int().positive().nullable(),
  /** The labels whose counts differ. */
  labels: z.array(
    z.strictObject({ label: z.string(), published: z.int().nonnegative(), found: z.int().nonnegative() }),
  ),
  missingSpeakers: z.array(z.string()),
});
export type CorpusCheck = z.infer<typeof corpusCheck>;
