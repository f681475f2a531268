import createFetchClient, { type Client, type Middleware } from 'openapi-fetch';
import { ApiError, errorOf } from './api-error.js';
import type { paths } from './schema.js';

export interface ClientOptions {
  /** Where the API listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API key, where one is needed. */
  readonly key?: string | null;
  /** Ends every call. */
  readonly signal?: AbortSignal;
}

/** The API, typed by its OpenAPI document: `client.GET('/v1/archives/{id}', { params: { path: { id } } })`. */
export type SerenadeClient = Client<paths>;

/**
 * Every POST has an idempotency key. What is not a success is thrown, so that an answer always has its `data`; use
 * `answered()` to take it out.
 */
export function createClient(options: ClientOptions): SerenadeClient {
  const client = createFetchClient<paths>({
    baseUrl: options.url,
    fetch: (request) => send(request, options),
  });
  client.use(REFUSALS);
  return client;
}

const REFUSALS: Middleware = {
  async onResponse({ response }) {
    if (response.status >= 400) throw await errorOf(response);
  },
};

/** A request with the key and, for a POST, an idempotency key. @throws ApiError `unreachable` */
export async function send(request: Request, { url, key, signal }: ClientOptions): Promise<Response> {
  if (key !== undefined && key !== null) request.headers.set('authorization', `Bearer ${key}`);
  if (request.method === 'POST' && !request.headers.has('idempotency-key'))
    request.headers.set('idempotency-key', crypto.randomUUID());
  try {
    return await fetch(request, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError('unreachable', `Nothing answers at ${url}.`, null, null, { cause: error });
  }
}

/** What a call gives: that there is none was thrown before. */
export async function answered<T>(call: Promise<{ data?: T | undefined; response: Response }>): Promise<T> {
  const { data, response } = await call;
  if (data !== undefined) return data;
  throw new ApiError(
    'internal.error',
    `The server gave an empty answer (${response.status}).`,
    response.status,
  );
}
