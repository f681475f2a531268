import { ApiError } from './api-error.js';

export interface ClientOptions {
  /** The URL of the API, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API key, if the API requires one. */
  readonly key?: string | null;
  /** Aborts every call of the client. */
  readonly signal?: AbortSignal;
}

/** Sends a request with the key and, for a POST, an idempotency key. @throws ApiError `unreachable` */
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
