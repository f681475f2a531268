import { z } from 'zod';
import { auditEntry } from '../audit.js';
import { ownerName } from '../owner.js';
import { pageOf, pageQuery } from './paging.js';

export const auditPageQuery = pageQuery.extend({
  cursor: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional()
    .describe('The `nextCursor` of the previous page.'),
  owner: ownerName.optional().describe('Returns only the actions of this owner. Defaults to all owners.'),
});

export const auditView = auditEntry.omit({ v: true });
export const auditPage = pageOf(auditView);
