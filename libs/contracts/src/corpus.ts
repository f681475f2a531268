import { z } from 'zod';
import { SerenadeError } from './errors.js';

/** Names of the corpus loaders. */
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

/** One corpus, or several that are read as one: names joined by "+", such as `ravdess-speech+emodb`. */
export const corpusRef = z
  .string()
  .refine(
    (ref) => knownCorpora(ref) !== null,
    `must be names of corpora joined by "+": ${CORPUS_NAMES.join(', ')}`,
  );

/** @throws SerenadeError `corpus.unknown` */
export function corporaOf(ref: string): CorpusName[] {
  const known = knownCorpora(ref);
  if (known !== null) return known;
  throw new SerenadeError(
    'corpus.unknown',
    `Corpus loader "${ref}" does not exist. Choose one of ${CORPUS_NAMES.join(', ')}, or several joined by "+".`,
  );
}

function knownCorpora(ref: string): CorpusName[] | null {
  const parts = ref.split('+');
  const known = parts.flatMap((part) => CORPUS_NAMES.find((name) => name === part) ?? []);
  return known.length === parts.length && new Set(known).size === known.length ? known : null;
}

/** Maps that define which labels of several corpora correspond; libs/corpus contains them. */
export const LABEL_MAP_IDS = ['shared@1', 'calm-is-neutral@1', 'ravdess-parts@1'] as const;
export type LabelMapId = (typeof LABEL_MAP_IDS)[number];

/** Protocols by name (docs/training.md); `given` reads the subsets from the user's table. */
export const SPLIT_NAMES = ['P0', 'P1', 'P2', 'P2b', 'P3', 'P4', 'P5', 'P6', 'given'] as const;
export type SplitName = (typeof SPLIT_NAMES)[number];

export const SPLIT_PARTS = ['train', 'validation', 'test'] as const;
export type SplitPart = (typeof SPLIT_PARTS)[number];

/** A labeled stretch of speech by one speaker: a clip, or a span of one. */
export const utteranceSchema = z.strictObject({
  /** Line of the archive's manifest, from 0. */
  clip: z.int().nonnegative(),
  name: z.string(),
  corpus: z.enum(CORPUS_NAMES),
  label: z.string(),
  speaker: z.string().nullable(),
  gender: z.enum(['female', 'male']).nullable(),
  /** Equal for takes that differ only by repetition ("twins"); null if the corpus has none. */
  twinGroup: z.string().nullable(),
  /** The spoken sentence, if the corpus names it. */
  text: z.string().nullable(),
  /** The utterance's position in its clip, if it is not the whole clip. An end of null is the end of the clip. */
  span: z
    .strictObject({ startSeconds: z.number().nonnegative(), endSeconds: z.number().positive().nullable() })
    .optional(),
  /** The subset that the user's table assigns. */
  givenPart: z.enum(SPLIT_PARTS).optional(),
});
export type Utterance = z.infer<typeof utteranceSchema>;

/** A corpus as found, compared with its published contents. */
export const corpusCheck = z.strictObject({
  corpus: z.enum(CORPUS_NAMES),
  clips: z.int().nonnegative(),
  /** Null for a user's own corpus. */
  publishedClips: z.int().positive().nullable(),
  /** Labels whose counts differ. */
  labels: z.array(
    z.strictObject({ label: z.string(), published: z.int().nonnegative(), found: z.int().nonnegative() }),
  ),
  missingSpeakers: z.array(z.string()),
  /** Groups of labels that differ only in case or spaces; each label is a class of its own. */
  similarLabels: z.array(z.array(z.string()).min(2)).optional(),
});
export type CorpusCheck = z.infer<typeof corpusCheck>;
