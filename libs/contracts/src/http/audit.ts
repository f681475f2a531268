import { z } from 'zod';
import { auditEntry } from '../audit.js';
import { ownerName } from '../owner.js';
import { pageOf, pageQuery } from './paging.js';

export const auditPageQuery = pageQuery.extend({
  cursor: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional()
    .describe('`nextCursor` of the page before.'),
  owner: ownerName.optional().describe('Whose deeds; default: those of all owners.'),
});

export const auditView = auditEntry.omit({ v: true });
export const auditPage = pageOf(auditView);
