import { z } from 'zod';
import { ownerName } from './owner.js';

/** One deed in the audit log: everything that changes something, and every refusal for want of a scope. */
export const auditEntry = z.strictObject({
  v: z.literal(1),
  at: z.iso.datetime(),
  owner: ownerName,
  /** Null while no key is configured; `host` is the command line beside the store. */
  keyId: z.string().nullable(),
  /** Operation of the OpenAPI document, such as `createScoringRun`, or method and route of what is not in it. */
  action: z.string(),
  /** Ids that the path named, or that the deed made. */
  targets: z.array(z.string()),
  status: z.int(),
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
