import { z } from 'zod';
import { type ErrorCode } from '#libs/contracts';

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
  readonly errors: readonly ErrorCode[];
}

export const json = (schema: z.ZodType) => ({ 'application/json': schema });
export const jsonBody = (schema: z.ZodType) => ({ type: 'application/json', schema });
export const text = z.string();

/** What every operation that reads the store may answer. */
export const UNAVAILABLE: readonly ErrorCode[] = ['store.unavailable'];
/** What every operation that needs Redis too may answer. */
export const LIVE: readonly ErrorCode[] = ['queue.unavailable', ...UNAVAILABLE];
