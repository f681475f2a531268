import { z } from 'zod';

/** A member of an ensemble, as it was when the ensemble was created. */
export const ensembleMember = z.strictObject({
  modelId: z.string(),
  version: z.string(),
  name: z.string(),
  weightsSha256: z.string(),
  /** Its weight in the mean; the weights of all members sum to 1. */
  weight: z.number().gt(0).max(1),
  /** Divides its logits before averaging; 1 if there were no validation clips to fit it on. */
  temperature: z.number().positive(),
});
export type EnsembleMember = z.infer<typeof ensembleMember>;
