import { z } from 'zod';
import { utteranceSchema } from './corpus.js';

const answeredPart = z.strictObject({
  /** SHA-256 of each clip's bytes. */
  clips: z.array(z.string()),
  /** Indexes into the labels. */
  truth: z.array(z.int().nonnegative()),
  speakers: z.array(z.string().nullable()),
  genders: z.array(utteranceSchema.shape.gender),
  /** `[clips, labels]`, before any temperature. */
  probabilities: z.array(z.number()),
});
export type AnsweredPart = z.infer<typeof answeredPart>;

/** `answers.json` of a model: its predictions for the clips of its split, so that models can be compared. */
export const modelAnswers = z.strictObject({
  v: z.literal(1),
  labels: z.array(z.string()),
  validation: answeredPart,
  test: answeredPart,
});
export type ModelAnswers = z.infer<typeof modelAnswers>;
