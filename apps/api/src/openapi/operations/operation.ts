import { z } from 'zod';
import type { ErrorCode, Scope } from '#libs/contracts';

export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: { readonly type: string; readonly schema: z.ZodType | 'binary' };
  readonly status: number;
  /** Media type -> schema of the answer. */
  readonly answer: Readonly<Record<string, z.ZodType>>;
  /** Another success, of requests that ask for it. */
  readonly also?: { readonly status: number; readonly summary: string; readonly schema: z.ZodType };
  readonly errors: readonly ErrorCode[];
  /** Who may; what is left out is decided in access/requirements.ts by method and tag. */
  readonly access?: Access;
  /** Whether `?ticket=` opens it in place of a key. */
  readonly takesTicket?: true;
}

/** Of which scopes a key needs one; or no key at all; or none from this machine, and `read` from elsewhere. */
export type Access = 'everybody' | 'this machine' | readonly Scope[];

export const json = (schema: z.ZodType) => ({ 'application/json': schema });
export const jsonBody = (schema: z.ZodType) => ({ type: 'application/json', schema });
export const text = z.string();
export const bytes = z.string().describe('Bytes.');
export const range = z.object({
  Range: z.string().optional().describe('One range of bytes, answered with 206.'),
});
export const pictures = { 'image/svg+xml': text, 'image/png': bytes };

/** What every operation that reads the store may answer. */
export const UNAVAILABLE: readonly ErrorCode[] = ['store.unavailable'];
/** What every operation that needs Redis too may answer. */
export const LIVE: readonly ErrorCode[] = ['queue.unavailable', ...UNAVAILABLE];
