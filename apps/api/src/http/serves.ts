import type { Readable } from 'node:stream';
import {
  Delete,
  Get,
  HttpCode,
  Post,
  Res,
  createParamDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  ROUTES,
  SerenadeError,
  type Answer,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type Route,
  type RouteName,
} from '#libs/contracts';
import type { Caller } from '../access/caller.js';
import { isStream } from './body.js';
import { InvalidRequest } from './invalid-request.js';
import { placeOf, routeOf } from './route-of.js';

/** A validated request. The schemas that document the route have parsed its values. */
export interface Asked<N extends RouteName> {
  /** The route that the request called. */
  readonly name: N;
  readonly caller: Caller;
  readonly params: ParamsOf<N>;
  readonly query: QueryOf<N>;
  readonly body: (typeof ROUTES)[N] extends { readonly body: { readonly mediaType: string } }
    ? Readable
    : BodyOf<N>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Returns the JSON of the response. A route with other media types sends its response through `reply`. */
type Handler<N extends RouteName> = (asked: Asked<N>) => Result<Answer<N>> | Promise<Result<Answer<N>>>;
type Result<A> = [A] extends [undefined] ? unknown : A;

const VERBS: Readonly<Record<string, typeof Get>> = { GET: Get, POST: Post, DELETE: Delete };

/**
 * Makes a method of a controller the handler of a route, or of routes that differ in their path alone.
 *
 * We wrote this decorator because `@ts-rest/nest` 3.52 supports neither Nest 12 nor zod 4. `@orpc/nest` loads
 * the whole body into memory if no parser is registered for its type, and it has its own formats for events and errors.
 * Uploads, event streams and problem documents would therefore each need an adapter.
 */
export function Serves<N extends RouteName>(...names: readonly [N, ...N[]]) {
  const [name] = names;
  const { status = 200, answer }: Route = ROUTES[name];
  return <H extends Handler<N>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    const verb = VERBS[placeOf(name).method];
    if (verb === undefined)
      throw new Error(`${name}: Serves does not support the method ${placeOf(name).method}.`);
    verb(names.map((each) => placeOf(each).url))(target, key, descriptor);
    HttpCode(status)(target, key, descriptor);
    AskedOf()(target, key, 0);
    // Nest leaves the response to the handler if the handler injects the reply.
    if (answer !== undefined && !(answer instanceof z.ZodType)) Res()(target, key, 1);
  };
}

const AskedOf = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  const { name, route } = routeOf(request) ?? {};
  if (route === undefined) throw new Error(`${String(request.routeOptions.url)} is not in the route table.`);
  const { params, query, body }: Partial<Route> = route;
  return {
    name,
    caller: request.caller,
    params: parse(params, request.params),
    query: parse(query, request.query),
    body: body === undefined ? undefined : parseBody(body, request),
    request,
    reply: http.getResponse<FastifyReply>(),
  };
});

/** Returns what a route does to an object, such as `pause` for `POST /v1/scoring-runs/{id}/pause`. */
export function actionOf<A extends string>(name: `${string}/{id}/${A}`): A {
  return name.slice(name.lastIndexOf('/') + 1) as A;
}

function parseBody(expected: NonNullable<Route['body']>, { body, headers }: FastifyRequest): unknown {
  if (expected instanceof z.ZodType) {
    if (!isStream(body)) return parse(expected, body ?? undefined);
    throw new SerenadeError(
      'request.unsupported_media_type',
      'Send JSON, with content-type: application/json.',
    );
  }
  const isForm = headers['content-type']?.startsWith('multipart/') === true;
  if (isStream(body) && !isForm) return body;
  throw new SerenadeError('request.unsupported_media_type', expected.hint);
}

/** @throws InvalidRequest */
function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    parsed.error.issues.map(({ path, message }) => ({ path: path.join('.') || 'request', message })),
  );
}
