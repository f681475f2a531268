import type { z } from 'zod';
import { ERRORS, problemDocument, type ErrorCode } from '#libs/contracts';
import { accessOf } from '../access/requirements.js';
import { OPERATIONS, type Operation } from './operations/index.js';
import { Components, type Json } from './components.js';

/** The OpenAPI 3.1 document, made from the schemas that also check requests. */
export function openApiDocument(version: string): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method] = describe(operation, components);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Serenade',
      version,
      description:
        'Speech emotion recognition at archive scale. Errors are RFC 9457 problem documents with a stable `code`. ' +
        'Every POST takes an `Idempotency-Key`. Once an API key was made, requests carry one as `Authorization: Bearer srn_…`; ' +
        'what belongs to another owner is answered like what does not exist. /v1/uploads speaks tus 1.0, whose own specification describes it.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
        ticket: { type: 'apiKey', in: 'query', name: 'ticket', description: 'Of `createAudioTicket`.' },
      },
    },
  };
}

function describe(operation: Operation, components: Components): Json {
  return {
    operationId: operation.id,
    tags: [operation.tag],
    ...securityOf(operation),
    summary: operation.summary,
    parameters: [
      ...parameters(components, 'path', operation.params),
      ...parameters(components, 'query', operation.query),
      ...parameters(components, 'header', operation.headers),
      ...(operation.method === 'post' ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, content: content(components, operation.body) } }),
    responses: {
      [operation.status]: answer(components, operation),
      ...otherAnswer(components, operation),
      ...problems(components, operation),
    },
  };
}

const REFUSALS: readonly ErrorCode[] = [
  'auth.key_missing',
  'auth.key_invalid',
  'auth.key_expired',
  'auth.key_revoked',
  'auth.scope_missing',
  'auth.foreign_origin',
  'auth.too_many_failures',
  'rate.limited',
];

const IDEMPOTENCY_KEY = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'A repetition with the same key gets the first answer.',
  schema: { type: 'string', maxLength: 255 },
};

function content(components: Components, { type, schema }: NonNullable<Operation['body']>): Json {
  return { [type]: schema === 'binary' ? {} : { schema: components.of(schema, 'input') } };
}

function answer(
  components: Components,
  { answer: types, summary }: Pick<Operation, 'answer' | 'summary'>,
): Json {
  const entries = Object.entries(types).map(([type, schema]) => [
    type,
    { schema: components.of(schema, 'output') },
  ]);
  return {
    description: summary,
    ...(entries.length === 0 ? {} : { content: Object.fromEntries(entries) as Json }),
  };
}

function otherAnswer(components: Components, { also }: Operation): Json {
  if (also === undefined) return {};
  const { status, summary, schema } = also;
  return { [status]: answer(components, { summary, answer: { 'application/json': schema } }) };
}

/** A key is asked for once one was made: until then, and where none is needed at all, `{}` holds. */
function securityOf(operation: Operation): Json {
  const access = accessOf(operation);
  if (access === 'everybody') return { security: [] };
  const scopes = access === 'this machine' ? ['read'] : [...access];
  return {
    security: [{ key: scopes }, ...(operation.takesTicket === true ? [{ ticket: [] }] : []), {}],
    'x-serenade-access': access === 'this machine' ? access : scopes,
  };
}

/** Errors by status; the codes stand in the description, since a status may have several. */
function problems(components: Components, operation: Operation): Json {
  const { errors, params, query, body, method } = operation;
  const codes: ErrorCode[] = [...errors];
  if (accessOf(operation) !== 'everybody') codes.push(...REFUSALS);
  if (operation.takesTicket === true) codes.push('auth.ticket_invalid');
  if (params ?? query ?? body) codes.push('request.invalid');
  if (method === 'post') codes.push('idempotency.in_progress', 'idempotency.key_reused');
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes)
    byStatus.set(ERRORS[code].http, [...(byStatus.get(ERRORS[code].http) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [
      status,
      {
        description: found.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('\n\n'),
        content: { 'application/problem+json': { schema: components.of(problemDocument, 'output') } },
      },
    ]),
  );
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
