import { z } from 'zod';
import { ERRORS, problemDocument, type ErrorCode } from '#libs/contracts';
import { OPERATIONS, type Operation } from './operations/index.js';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document, made from the schemas that also check requests. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Serenade',
      version,
      description:
        'Speech emotion recognition at archive scale. Errors are RFC 9457 problem documents with a stable `code`. ' +
        'Every POST takes an `Idempotency-Key`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { schemas: { Problem: schemaOf(problemDocument, 'output') } },
  };
}

function describe(operation: Operation): Json {
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    parameters: [
      ...parameters('path', operation.params),
      ...parameters('query', operation.query),
      ...parameters('header', operation.headers),
      ...(operation.method === 'post' ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, content: content(operation.body) } }),
    responses: { [operation.status]: answer(operation), ...problems(operation) },
  };
}

const IDEMPOTENCY_KEY = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'A repetition with the same key gets the first answer.',
  schema: { type: 'string', maxLength: 255 },
};

function content({ type, schema }: NonNullable<Operation['body']>): Json {
  return { [type]: schema === 'binary' ? {} : { schema: schemaOf(schema, 'input') } };
}

function answer({ answer: types, summary }: Operation): Json {
  const entries = Object.entries(types).map(([type, schema]) => [
    type,
    { schema: schemaOf(schema, 'output') },
  ]);
  return {
    description: summary,
    ...(entries.length === 0 ? {} : { content: Object.fromEntries(entries) as Json }),
  };
}

/** Errors by status; the codes stand in the description, since a status may have several. */
function problems({ errors, params, query, body, method }: Operation): Json {
  const codes: ErrorCode[] = [...errors];
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
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function parameters(where: 'path' | 'query' | 'header', schema: z.ZodObject | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
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

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}
