import { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import type { Scope } from '../scope.js';

/** The scopes of which a key needs one; or no key at all; or no key from this machine and `read` from elsewhere. */
export type Access = 'everybody' | 'this machine' | readonly Scope[];

/** A body that is no JSON. The handler gets it as a stream. */
export interface RawBody {
  readonly mediaType: string;
  /** Tells a client that sent something else what to send. */
  readonly hint: string;
}

/** What every route says about itself, whoever serves it. Its method and path are its name in the table. */
export interface BareRoute {
  /** The name of the operation in the OpenAPI document and in the audit log. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  /** The status of success; default: 200. */
  readonly status?: number;
  /** The codes of this route alone; `errorsOf` adds those that every such route may answer. */
  readonly errors: readonly ErrorCode[];
  readonly access: Access;
}

/** An endpoint. Handlers, the OpenAPI document, the access gate and the typed client derive from it. */
export interface Route extends Omit<BareRoute, 'access'> {
  readonly query?: z.ZodObject;
  /** Headers for the OpenAPI document; handlers read them from the request. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType | RawBody;
  /** The schema of a JSON answer, or one schema for each media type; an answer without a body has none. */
  readonly answer?: z.ZodType | Readonly<Record<string, z.ZodType>>;
  /** Another success, for requests that ask for it. */
  readonly also?: { readonly status: number; readonly summary: string; readonly schema: z.ZodType };
  /** Reading takes `read` unless it says otherwise. */
  readonly access?: Access;
  /** Whether `?ticket=` opens the route in place of a key. */
  readonly takesTicket?: true;
}

/** An endpoint in a table of routes. Without `errors` it has no codes of its own. */
type Entry = Omit<Route, 'tag' | 'errors'> & Partial<Pick<Route, 'errors'>>;

/** A table of routes by method and path. What changes something has to name its access. */
interface Routes {
  readonly [reading: `GET ${string}`]: Entry;
  readonly [changing: `POST ${string}` | `DELETE ${string}`]: Entry & { readonly access: Access };
}

type Tagged<R> = { readonly [N in keyof R]: R[N] & Pick<Route, 'tag' | 'errors'> };

/** Returns the routes with their tag in the OpenAPI document. */
export function tagged<const R extends Routes>(tag: string, routes: R): Tagged<R> {
  const entries = Object.entries(routes).map(([name, route]: [string, Entry]) => [
    name,
    { errors: [], ...route, tag },
  ]);
  return Object.fromEntries(entries) as Tagged<R>;
}

export const text = z.string();
export const bytes = z.string().describe('Bytes.');
export const range = z.object({
  Range: z.string().optional().describe('One range of bytes, answered with 206.'),
});
