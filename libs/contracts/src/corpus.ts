import { z } from 'zod';

/** Corpus loaders by name. */
export const CORPUS_NAMES = ['ravdess-speech', 'emodb', 'folder'] as const;
export type CorpusName = (typeof CORPUS_NAMES)[number];

/** Splits by name; `docs` in each corpus decides which apply. See the protocols in CONTRIBUTING. */
export const SPLIT_NAMES = ['P0', 'P1', 'P2', 'P2b', 'P3', 'P4'] as const;
export type SplitName = (typeof SPLIT_NAMES)[number];

/** A labelled stretch of speech by one speaker; here always one clip. */
export const utteranceSchema = z.strictObject({
  /** Line of the archive's manifest, from 0. */
  clip: z.int().nonnegative(),
  name: z.string(),
  label: z.string(),
  speaker: z.string().nullable(),
  gender: z.enum(['female', 'male']).nullable(),
  /** Equal for takes that differ only by repetition ("twins"); null where the corpus has none. */
  twinGroup: z.string().nullable(),
  /** The sentence spoken, where the corpus names it. */
  text: z.string().nullable(),
});
export type Utterance = z.infer<typeof utteranceSchema>;
