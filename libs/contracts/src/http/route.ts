import { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import type { Scope } from '../scope.js';

/**
 * The access that a route requires: a key with one of these scopes, or no key (`everybody`). `this machine` requires no
 * key from this machine, and the scope `read` from elsewhere.
 */
export type Access = 'everybody' | 'this machine' | readonly Scope[];

/** A body other than JSON. The handler receives it as a stream. */
export interface RawBody {
  readonly mediaType: string;
  /** The error text for a client that sends another kind of body. */
  readonly hint: string;
}

/** The properties that every route has. Its method and path are its name in the table. */
export interface BareRoute {
  /** The name of the operation in the OpenAPI document and in the audit log. */
  readonly id: string;
  readonly tag: string;
  /** A short title in the imperative, such as `Retrieve a model`. */
  readonly summary: string;
  /** Whole sentences that say what the summary leaves open. */
  readonly description?: string;
  readonly params?: z.ZodObject;
  /** The status of a successful response. Defaults to 200. */
  readonly status?: number;
  /** The error codes of this route. `commonErrorsOf` adds those that all routes of its kind share. */
  readonly errors: readonly ErrorCode[];
  readonly access: Access;
}

/** An endpoint. Handlers, the OpenAPI document, the access gate and the typed client derive from it. */
export interface Route extends Omit<BareRoute, 'access'> {
  readonly query?: z.ZodObject;
  /** Headers that the OpenAPI document describes. Handlers read them from the request. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType | RawBody;
  /** The schema of a JSON response, or one schema for each media type. A response without a body has none. */
  readonly answer?: z.ZodType | Readonly<Record<string, z.ZodType>>;
  /** A second successful response, which some requests select. */
  readonly also?: { readonly status: number; readonly summary: string; readonly schema: z.ZodType };
  /** Defaults to the scope `read`. */
  readonly access?: Access;
  /** Set if the route accepts `?ticket=` instead of a key. */
  readonly takesTicket?: true;
}

/** An endpoint in a table of routes. Without `errors` it can return only the common codes. */
type Entry = Omit<Route, 'tag' | 'errors'> & Partial<Pick<Route, 'errors'>>;

/** A table of routes by method and path. A route that changes something must declare its access. */
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
export const bytes = z.string().describe('The raw bytes.');
export const range = z.object({
  Range: z.string().optional().describe('One range of bytes. The response status is then 206.'),
});
