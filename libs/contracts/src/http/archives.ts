import { z } from 'zod';
import { archiveRecord } from '../archive.js';
import { idPattern } from '../ids.js';
import { wantedExpiry } from '../retention.js';
import { pageOf } from './paging.js';

export const archiveIdParam = z.object({ id: z.string().regex(idPattern('archive')) });

export const uploadArchiveQuery = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}/\\]+$/u, 'a name holds no slash and no control character')
    .default('archive.zip'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('Checked against what arrives.'),
  expiresAt: wantedExpiry,
});

export type UploadArchiveQuery = z.infer<typeof uploadArchiveQuery>;

export const archiveView = archiveRecord.omit({ v: true });

export const archivePage = pageOf(archiveView);

export type ArchiveView = z.infer<typeof archiveView>;
