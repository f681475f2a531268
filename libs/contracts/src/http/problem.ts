import { z } from 'zod';
import { errorCodeSchema } from '../manifest.js';

/** An RFC 9457 problem document with Serenade's stable `code`. */
export const problemDocument = z.object({
  type: z.string().describe('`urn:serenade:problem:<code>`'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: errorCodeSchema,
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export type ProblemDocument = z.infer<typeof problemDocument>;
