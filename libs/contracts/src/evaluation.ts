import { z } from 'zod';
import { corpusRef, SPLIT_NAMES } from './corpus.js';
import { recordOwner } from './owner.js';

/** The stored record of an evaluation: a protocol as training runs, one per fold and seed. It never changes. */
export const evaluationRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: recordOwner,
  createdAt: z.iso.datetime(),
  archiveId: z.string(),
  corpus: corpusRef,
  labelMap: z.string().nullable(),
  protocol: z.enum(SPLIT_NAMES),
  /** Number of folds that the protocol has on the corpus. */
  foldCount: z.int().positive(),
  folds: z.array(z.int().nonnegative()),
  seeds: z.array(z.int().nonnegative()),
  recipe: z.string(),
  featureSet: z.string(),
  /** One run per seed and fold, seeds outermost. */
  runIds: z.array(z.string()).min(1),
});
export type EvaluationRecord = z.infer<typeof evaluationRecord>;
