import { z } from 'zod';

/**
 * The permissions that a key can have. `score` and `train` include `read`. `admin` includes everything for the key's
 * owner, and only `admin` keys can create keys.
 */
export const SCOPES = ['read', 'score', 'train', 'admin'] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

/** Returns true if the held scopes include one of the wanted scopes. */
export function mayUse(held: readonly Scope[], wanted: readonly Scope[]): boolean {
  if (held.includes('admin')) return true;
  return wanted.some((scope) => held.includes(scope) || (scope === 'read' && held.length > 0));
}
