import { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import { idPattern, type IdKind } from '../ids.js';
import type { Scope } from '../scope.js';
import { pageQuery } from './paging.js';

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

/** An endpoint in a table of routes. Without `errors` it can return only the codes that it shares with others. */
type Entry = Omit<Route, 'tag' | 'errors'> & Partial<Pick<Route, 'errors'>>;

type Routes = Readonly<Record<`${'GET' | 'POST' | 'DELETE'} ${string}`, Entry>>;

/** The properties that the routes of a table share. A route that declares its own keeps its own. */
interface Shared<P> {
  readonly tag: string;
  /** The access that routes require which change something. */
  readonly access?: Access;
  /** The path parameters of routes whose path contains `{id}`. */
  readonly params?: P;
  /** The error code of these routes if nothing has the id. */
  readonly missing?: ErrorCode;
}

type OfOne<N, P> = N extends `${string}/{id}${string}` ? { readonly params: P } : unknown;
type Complete<R, P> = {
  readonly [N in keyof R]: Pick<Route, 'tag' | 'errors'> &
    (R[N] extends { readonly params: z.ZodObject } ? R[N] : R[N] & OfOne<N, P>);
};

/** Completes the routes of a table with the properties that they share. */
export function tagged<const R extends Routes, P extends z.ZodObject>(
  { tag, access, params, missing }: Shared<P>,
  routes: R,
): Complete<R, P> {
  const entries = Object.entries(routes).map(([name, route]: [string, Entry]) => {
    const isOfOne = name.includes('/{id}');
    const errors = [...(isOfOne && missing !== undefined ? [missing] : []), ...(route.errors ?? [])];
    const shared = {
      ...(isOfOne && params !== undefined ? { params } : {}),
      ...(name.startsWith('GET ') || access === undefined ? {} : { access }),
    };
    return [name, { ...shared, ...route, tag, errors }];
  });
  return Object.fromEntries(entries) as Complete<R, P>;
}

/** Returns the schema of a path whose only parameter is the id of such an object. */
export function idParam(kind: IdKind) {
  return z.object({ id: z.string().regex(idPattern(kind)) });
}

/** Returns a route that lists objects, newest first. */
export function listOf<A extends z.ZodType>(plural: string, answer: A) {
  const name = plural.replaceAll(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    id: `list${name}`,
    summary: `List ${plural}`,
    description: `Returns ${plural}, newest first.`,
    query: pageQuery,
    answer,
  } as const;
}

export const text = z.string();
export const bytes = z.string().describe('The raw bytes.');
export const range = z.object({
  Range: z.string().optional().describe('One range of bytes. The response status is then 206.'),
});
