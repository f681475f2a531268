import { z } from 'zod';

/**
 * What a key may be used for. `score` and `train` let their holder read too, and `admin` lets him do everything, for
 * his own owner; it alone makes keys.
 */
export const SCOPES = ['read', 'score', 'train', 'admin'] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

/** Whether a holder of these scopes may do what takes one of the wanted. */
export function mayUse(held: readonly Scope[], wanted: readonly Scope[]): boolean {
  if (held.includes('admin')) return true;
  return wanted.some((scope) => held.includes(scope) || (scope === 'read' && held.length > 0));
}
