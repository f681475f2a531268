import { z } from 'zod';
import { ANY_ID } from '../ids.js';

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().regex(ANY_ID).optional().describe('The `nextCursor` of the previous page.'),
});

export type PageQuery = z.infer<typeof pageQuery>;

/** Returns the schema of a page of a list, newest first. `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
