import { z } from 'zod';

/** A model of an ensemble, as it was when the ensemble was made. */
export const ensembleMember = z.strictObject({
  modelId: z.string(),
  version: z.string(),
  name: z.string(),
  weightsSha256: z.string(),
  /** Its share of the mean; the shares of all members sum to 1. */
  weight: z.number().gt(0).max(1),
  /** Its logits are divided by this before the mean; 1 where no validation clips were there to fit it on. */
  temperature: z.number().positive(),
});
export type EnsembleMember = z.infer<typeof ensembleMember>;
