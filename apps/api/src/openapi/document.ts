import { z } from 'zod';
import {
  ALL_ROUTES,
  ERRORS,
  accessOf,
  commonErrorsOf,
  isIdempotent,
  problemDocument,
  type BareRoute,
  type ErrorCode,
  type Route,
} from '#libs/contracts';
import { Components, type Json } from './components.js';

/** The OpenAPI 3.1 document, derived from the route table, whose schemas also check requests. */
export function openApiDocument(version: string): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const [name, route] of ALL_ROUTES) {
    const [method = '', path = ''] = name.split(' ');
    (paths[path] ??= {})[method.toLowerCase()] = describe(name, route, components);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Serenade',
      version,
      description:
        'Speech emotion recognition at archive scale. Errors are RFC 9457 problem documents with a stable `code`. ' +
        'Bodies may have `content-encoding: gzip`, except those of tus. Every POST supports an `Idempotency-Key`. Once an API key exists, requests must send one as `Authorization: Bearer srn_…`. ' +
        'An object of another owner is reported as missing. /v1/uploads implements tus 1.0, whose specification describes its headers.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: components.schemas,
      responses: components.responses,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
        ticket: {
          type: 'apiKey',
          in: 'query',
          name: 'ticket',
          description: 'A ticket from `createAudioTicket`.',
        },
      },
    },
  };
}

function describe(name: string, bare: Route | BareRoute, components: Components): Json {
  const route: Route = bare;
  const { body } = route;
  return {
    operationId: route.id,
    tags: [route.tag],
    ...securityOf(route),
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    parameters: [
      ...parameters(components, 'path', route.params),
      ...parameters(components, 'query', route.query),
      ...parameters(components, 'header', route.headers),
      ...(isIdempotent(name) ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body === undefined ? {} : { requestBody: requestBody(components, body) }),
    responses: {
      [route.status ?? 200]: answer(components, route.answer),
      ...otherAnswer(components, route),
      ...problems(components, name, route),
    },
  };
}

const IDEMPOTENCY_KEY = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'Repeating a request with the same key returns the first response.',
  schema: { type: 'string', maxLength: 255 },
};

function requestBody(components: Components, body: NonNullable<Route['body']>): Json {
  if (!(body instanceof z.ZodType)) return { required: true, content: { [body.mediaType]: {} } };
  return {
    required: !body.safeParse(undefined).success,
    content: { 'application/json': { schema: components.of(body, 'input') } },
  };
}

function answer(components: Components, schema: Route['answer'], description = 'Successful response.'): Json {
  if (schema === undefined) return { description };
  const types = schema instanceof z.ZodType ? { 'application/json': schema } : schema;
  const entries = Object.entries(types).map(([type, each]) => [
    type,
    { schema: components.of(each, 'output') },
  ]);
  return { description, content: Object.fromEntries(entries) as Json };
}

function otherAnswer(components: Components, { also }: Route): Json {
  if (also === undefined) return {};
  const { status, summary, schema } = also;
  return { [status]: answer(components, schema, summary) };
}

/** Describes the key that a route requires. `{}` covers the time before the first key exists. */
function securityOf(route: Route): Json {
  const access = accessOf(route);
  if (access === 'everybody') return { security: [] };
  const scopes = access === 'this machine' ? ['read'] : [...access];
  return {
    security: [{ key: scopes }, ...(route.takesTicket === true ? [{ ticket: [] }] : []), {}],
    'x-serenade-access': access === 'this machine' ? access : scopes,
  };
}

const COMMON_RESPONSES: Readonly<Record<number, string>> = {
  400: 'InvalidRequest',
  401: 'KeyRefused',
  403: 'NotAllowed',
  409: 'InProgress',
  413: 'BodyTooLarge',
  415: 'UnsupportedMediaType',
  422: 'IdempotencyKeyReused',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'Unavailable',
};

/** Lists error responses by status. A status without a code of this route refers to the common response. */
function problems(components: Components, name: string, route: Route): Json {
  const common = byStatus(commonErrorsOf(name, route));
  const own = byStatus(route.errors);
  const statuses = [...new Set([...common.keys(), ...own.keys()])];
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = [...(own.get(status) ?? []), ...(common.get(status) ?? [])];
      const response = problem(components, codes);
      return [
        status,
        own.has(status)
          ? response
          : components.response(COMMON_RESPONSES[status] ?? `Status${status}`, response),
      ];
    }),
  );
}

function byStatus(codes: readonly ErrorCode[]): ReadonlyMap<number, readonly ErrorCode[]> {
  const found = new Map<number, ErrorCode[]>();
  for (const code of codes) found.set(ERRORS[code].http, [...(found.get(ERRORS[code].http) ?? []), code]);
  return found;
}

function problem(components: Components, codes: readonly ErrorCode[]): Json {
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('\n\n'),
    content: { 'application/problem+json': { schema: components.of(problemDocument, 'output') } },
  };
}

function parameters(
  components: Components,
  where: 'path' | 'query' | 'header',
  schema: z.ZodObject | undefined,
): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = components.of(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    in: where,
    name,
    required: required.includes(name),
    schema: property,
  }));
}
