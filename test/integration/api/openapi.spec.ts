import { expect, it } from 'vitest';
import { openApiDocument } from '../../../apps/api/src/openapi/document.js';
import { API_VERSION, createServer } from '../../../apps/api/src/server.js';
import { placeOf } from '../../../apps/api/src/http/route-of.js';
import { ApiContext } from '../../../apps/api/src/core/api-context.js';
import { apiEnvironment, readEnvironment } from '#libs/runtime';
import { startReadyApi } from '../../support/api.js';
import { silentLogger } from '../../support/logger.js';
import { describeWithRedis, uniqueName } from '../../support/services.js';
import { BARE_ROUTES } from '#libs/contracts';

interface Response {
  readonly description: string;
  readonly content?: object;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly in: string; readonly name: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: Record<string, object> };
  readonly responses: Record<string, Response | { readonly $ref: string }>;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
}

const document = openApiDocument(API_VERSION) as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function refsOf(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === '$ref' && typeof item === 'string' ? [item] : refsOf(item),
  );
}

function resolve(ref: string): unknown {
  const steps = ref
    .replace(/^#\//, '')
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | undefined)?.[step],
    document,
  );
}

function textOf(response: Response | { readonly $ref: string } | undefined): string | undefined {
  if (response === undefined || 'description' in response) return response?.description;
  return (resolve(response.$ref) as Response).description;
}

describeWithRedis('the OpenAPI document', (redisUrl) => {
  it('contains exactly the routes of the server', async () => {
    const bare = Object.keys(BARE_ROUTES).map(placeOf);
    const settings = { REDIS_URL: redisUrl, QUEUE_PREFIX: uniqueName() };
    const platform = new ApiContext(readEnvironment(apiEnvironment, settings), silentLogger);
    const app = await createServer(platform);
    const routes: string[] = [];
    const fastify = app.getHttpAdapter().getInstance();
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const verb of [method].flat()) {
        if (verb !== 'HEAD' && /^\/(v1|health|metrics)/.test(url))
          routes.push(`${verb.toLowerCase()} ${url}`);
      }
    });
    await app.init();
    const described = operations.map(({ method, path }) => placeOf(`${method.toUpperCase()} ${path}`));
    for (const { method, url } of bare) expect(fastify.hasRoute({ method, url }), url).toBe(true);
    const places = described.filter(
      ({ method, url }) => !bare.some((one) => one.method === method && one.url === url),
    );
    expect(routes.sort()).toEqual(places.map(({ method, url }) => `${method.toLowerCase()} ${url}`).sort());
    expect(routes.length).toBeGreaterThan(20);
    await app.close();
    await platform.close();
  });

  it('is served unchanged as JSON and as YAML', async () => {
    await using api = await startReadyApi(redisUrl);
    const json = await api.call('GET', '/docs/json');
    expect(await json.json()).toEqual(JSON.parse(JSON.stringify(document)));
    expect(await (await api.call('GET', '/docs/yaml')).text()).toMatch(/^openapi: 3\.1\.\d/);
    expect((await api.call('GET', '/docs')).status).toBeLessThan(400);
  });
});

it('the document has the version and the info of an OpenAPI 3.1 document', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: 'Serenade', version: API_VERSION });
});

it('each $ref resolves within the document', () => {
  const refs = refsOf(document);
  expect(refs.length).toBeGreaterThan(0);
  expect(refs.filter((ref) => !ref.startsWith('#/') || resolve(ref) === undefined)).toEqual([]);
});

it('each operation has a unique id', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
});

it.each(operations)('$method $path declares each path parameter once', ({ path, operation }) => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const declared = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name }) => name);
  expect(declared.sort()).toEqual(inPath.sort());
  const all = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
  expect(new Set(all)).toHaveLength(all.length);
});

it.each(operations)('$method $path describes each response with a status and a text', ({ operation }) => {
  const answers = Object.entries(operation.responses);
  expect(answers.some(([status]) => status.startsWith('2'))).toBe(true);
  for (const [status, response] of answers) {
    expect(status).toMatch(/^[2-5]\d\d$/);
    expect(textOf(response)).not.toBe('');
  }
});

it.each(operations.filter(({ method, path }) => method === 'post' && path !== '/v1/uploads'))(
  '$method $path accepts an Idempotency-Key and describes its errors',
  ({ operation }) => {
    expect(operation.parameters).toContainEqual(
      expect.objectContaining({ in: 'header', name: 'Idempotency-Key' }),
    );
    expect(textOf(operation.responses['409'])).toContain('idempotency.in_progress');
    expect(textOf(operation.responses['422'])).toContain('idempotency.key_reused');
  },
);
