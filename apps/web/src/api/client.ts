import {
  ApiError,
  createClient,
  errorOf,
  send,
  type AskingArguments,
  type ClientOptions,
  type JsonRouteName,
} from '#libs/client';
import type { Answer, RouteName } from '#libs/contracts';
import { suspectLoss } from './connection.js';
import { key, keyWanted } from './key.js';

/** Address of the API: it is served below the same path as this page. */
export const API_URL = new URL('.', location.href).href.replace(/\/$/, '');

export function clientOptions(signal?: AbortSignal): ClientOptions {
  return { url: API_URL, key: key.value, ...(signal === undefined ? {} : { signal }) };
}

/**
 * Calls the API. After a 401 the page requests an API key, and after a lost connection it waits for the server; the
 * caller's hooks then repeat the call.
 *
 * @throws ApiError
 */
export function ask<N extends JsonRouteName>(name: N, ...asking: AskingArguments<N>): Promise<Answer<N>> {
  return createClient(clientOptions())
    .call(name, ...asking)
    .catch(rethrow);
}

/** Calls a route whose answer is not JSON. @throws ApiError */
export function open<N extends RouteName>(name: N, ...asking: AskingArguments<N>): Promise<Response> {
  return createClient(clientOptions())
    .open(name, ...asking)
    .catch(rethrow);
}

/**
 * Fetches a path from an answer of the API, such as that of a file.
 *
 * @param alsoFine an error status whose response is nevertheless valid
 * @throws ApiError
 */
export async function fetchFrom(path: string, init: RequestInit = {}, alsoFine?: number): Promise<Response> {
  const options = clientOptions(init.signal ?? undefined);
  const response = await send(new Request(`${API_URL}${path}`, init), options).catch(rethrow);
  return response.ok || response.status === alsoFine ? response : rethrow(await errorOf(response));
}

/** Throws a failed call's error again, after the page reports a missing key or a lost connection. */
export function rethrow(error: unknown): never {
  if (error instanceof ApiError && error.status === 401) keyWanted.value = error.message;
  if (error instanceof ApiError && error.status === null) void suspectLoss(API_URL);
  throw error;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
