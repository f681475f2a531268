import type { ErrorCode } from '../errors.js';
import { archiveRoutes } from './archives.js';
import { BARE_ROUTES } from './bare-routes.js';
import { embeddingModelRoutes } from './embedding-models.js';
import { evaluationRoutes } from './evaluations.js';
import { healthRoutes } from './health.js';
import { keyRoutes } from './keys.js';
import { modelRoutes } from './model-routes.js';
import { resultRoutes } from './results.js';
import { receiptRoutes } from './retention.js';
import type { Access, BareRoute, Route } from './route.js';
import { scoringRunRoutes } from './scoring-runs.js';
import { sweepRoutes } from './sweeps.js';
import { trainingRunRoutes } from './training-runs.js';
import { multipartRoutes } from './uploads.js';
import { webhookRoutes } from './webhooks.js';

/** Every route that has a handler, by method and path. */
export const ROUTES = {
  ...archiveRoutes,
  ...multipartRoutes,
  ...trainingRunRoutes,
  ...evaluationRoutes,
  ...sweepRoutes,
  ...scoringRunRoutes,
  ...resultRoutes,
  ...receiptRoutes,
  ...webhookRoutes,
  ...modelRoutes,
  ...embeddingModelRoutes,
  ...keyRoutes,
  ...healthRoutes,
};

/** The method and path of a route, such as `GET /v1/archives/{id}`. */
export type RouteName = keyof typeof ROUTES;

type Sent<S> = S extends { readonly _zod: { readonly input: infer T } } ? T : never;
type Parsed<S> = S extends { readonly _zod: { readonly output: infer T } } ? T : never;
type Named<N extends RouteName> = (typeof ROUTES)[N];
type AnswerOf<R> = R extends { readonly answer: infer S }
  ? Parsed<S> | (R extends { readonly also: { readonly schema: infer A } } ? Parsed<A> : never)
  : undefined;
type PartOf<R, K extends keyof Route> = R extends Readonly<Record<K, infer S>> ? S : undefined;

/** The values in a route's path, such as an id. */
export type ParamsOf<N extends RouteName> = Parsed<PartOf<Named<N>, 'params'>>;
export type QueryOf<N extends RouteName> = Parsed<PartOf<Named<N>, 'query'>>;
/** A JSON body after parsing; `never` where the body is a stream or missing. */
export type BodyOf<N extends RouteName> = Parsed<PartOf<Named<N>, 'body'>>;
/** A JSON body as a client sends it. Properties with a default are optional. */
export type SentBodyOf<N extends RouteName> = Sent<PartOf<Named<N>, 'body'>>;
/** The JSON of a successful response; `never` for other media types, `undefined` for a response without a body. */
export type Answer<N extends RouteName> = AnswerOf<Named<N>>;

/** Every route of the API by name, including those that tus serves. */
export const ALL_ROUTES: ReadonlyMap<string, Route | BareRoute> = new Map(
  Object.entries<Route | BareRoute>({ ...ROUTES, ...BARE_ROUTES }),
);

export function accessOf({ access = ['read'] }: Route | BareRoute): Access {
  return access;
}

/** The error codes that every route shares. */
const ANYWHERE = [
  'request.invalid',
  'store.unavailable',
  'store.unsuitable',
  'queue.unavailable',
  'queue.unsuitable',
  'internal.error',
] as const satisfies readonly ErrorCode[];

/** The error codes that all routes with a key share. */
const WITH_KEY = [
  'auth.key_missing',
  'auth.key_invalid',
  'auth.key_expired',
  'auth.key_revoked',
  'auth.scope_missing',
  'auth.foreign_origin',
  'auth.too_many_failures',
  'rate.limited',
] as const satisfies readonly ErrorCode[];

const WITH_BODY = ['request.too_large', 'request.unsupported_media_type'] as const;
const WITH_IDEMPOTENCY_KEY = ['idempotency.in_progress', 'idempotency.key_reused'] as const;

/** Returns true if the route supports an `Idempotency-Key`. */
export function isIdempotent(name: string): name is RouteName {
  return name.startsWith('POST ') && Object.hasOwn(ROUTES, name);
}

/** Returns the error codes that the route shares with all routes of its kind. */
export function commonErrorsOf(name: string, route: Route | BareRoute): readonly ErrorCode[] {
  return [
    ...ANYWHERE,
    ...(accessOf(route) === 'everybody' ? [] : WITH_KEY),
    ...('body' in route ? WITH_BODY : []),
    ...(isIdempotent(name) ? WITH_IDEMPOTENCY_KEY : []),
  ];
}

/** Returns true if a problem document of this route can have the code. */
export function declares(name: string, route: Route | BareRoute, code: ErrorCode): boolean {
  return route.errors.includes(code) || commonErrorsOf(name, route).includes(code);
}
