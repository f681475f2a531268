import { once } from 'node:events';
import { expect } from 'vitest';
import { archiveView, problemDocument, type ArchiveView, type ProblemDocument } from '#libs/contracts';
import { apiEnvironment, readEnvironment } from '#libs/runtime';
import { ApiContext } from '../../apps/api/src/core/api-context.js';
import { createServer } from '../../apps/api/src/server.js';
import { strictLogger } from './logger.js';
import { uniqueName } from './services.js';
import { tempStore } from './temp-store.js';

export interface TestApi extends AsyncDisposable {
  readonly url: string;
  readonly platform: ApiContext;
  /** Sends an object as JSON, and any other `body` unchanged. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Sends a request with headers that fetch() does not allow, such as `origin`. `code` is that of a problem document. */
  inject(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; code: string | null }>;
}

/**
 * Starts the API in this process, with its own file store, on a free port. Disposing of it throws if a route answered with
 * an error code that the route table does not declare.
 */
export async function startApi(redisUrl: string, env: NodeJS.ProcessEnv = {}): Promise<TestApi> {
  const temp = await tempStore();
  const settings = { REDIS_URL: redisUrl, QUEUE_PREFIX: uniqueName(), STORE_DIR: temp.dir, ...env };
  const { logger, undeclared } = strictLogger();
  const platform = new ApiContext(readEnvironment(apiEnvironment, settings), logger);
  const app = await createServer(platform);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    url,
    platform,
    call: (method, path, body, headers = {}) => fetch(`${url}${path}`, buildRequest(method, body, headers)),
    inject: async (method, path, headers) => {
      const answer = await app.inject({ method, url: path, headers });
      const { code = null } = answer.json<{ code?: string }>();
      return { status: answer.statusCode, code };
    },
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await platform.close();
      await temp[Symbol.asyncDispose]();
      if (undeclared.length > 0)
        throw new Error(`Routes answered with codes that they do not declare: ${undeclared.join(', ')}`);
    },
  };
}

/** Starts an API and waits until it is connected to Redis. */
export async function startReadyApi(redisUrl: string, env: NodeJS.ProcessEnv = {}): Promise<TestApi> {
  const api = await startApi(redisUrl, env);
  if (api.platform.redis.status !== 'ready') await once(api.platform.redis, 'ready');
  return api;
}

function buildRequest(method: string, body: unknown, headers: Record<string, string>): RequestInit {
  if (body === undefined) return { method, headers };
  if (body instanceof Uint8Array) {
    return { method, headers: { 'content-type': 'application/zip', ...headers }, body: new Uint8Array(body) };
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: text };
}

/** Reads the response, which must be a problem document. */
export async function problemOf(response: Response): Promise<ProblemDocument> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = problemDocument.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.type).toBe(`urn:serenade:problem:${problem.code}`);
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:\d|\.js:\d| {4}at /);
  return problem;
}

/** Uploads a zip and returns its archive. */
export async function uploadZip(api: TestApi, zip: Uint8Array, name = 'clips.zip'): Promise<ArchiveView> {
  const response = await api.call('POST', `/v1/archives?name=${name}`, zip);
  expect(response.status).toBe(201);
  return archiveView.parse(await response.json());
}
