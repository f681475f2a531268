import { z } from 'zod';
import { ownerName } from './owner.js';

/** An entry of the audit log: every request that changes something, and every request refused for a missing scope. */
export const auditEntry = z.strictObject({
  v: z.literal(1),
  at: z.iso.datetime(),
  owner: ownerName,
  /** Null while no key is configured; `host` for commands that access the store directly. */
  keyId: z.string().nullable(),
  /** Operation id of the OpenAPI document, such as `createScoringRun`; otherwise method and route. */
  action: z.string(),
  /** Ids in the path, or ids that the request created. */
  targets: z.array(z.string()),
  status: z.int(),
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
