import {
  ApiError,
  answered,
  createClient,
  errorOf,
  send,
  type ClientOptions,
  type SerenadeClient,
} from '#libs/client';
import { suspectLoss } from './connection.js';
import { key, keyWanted } from './key.js';

/** Where the API is: where this page comes from, below the same path. */
export const API_URL = new URL('.', location.href).href.replace(/\/$/, '');

export function clientOptions(signal?: AbortSignal): ClientOptions {
  return { url: API_URL, key: key.value, ...(signal === undefined ? {} : { signal }) };
}

/**
 * Asks the API. A 401 brings up the entry of a key, after which whoever asked asks again; so does a lost connection
 * that came back.
 * @throws ApiError
 */
export async function ask<T>(
  call: (client: SerenadeClient) => Promise<{ data?: T | undefined; response: Response }>,
  signal?: AbortSignal,
): Promise<T> {
  return noticing(() => answered(call(createClient(clientOptions(signal)))));
}

/**
 * A request whose answer the typed client does not read.
 * @param alsoFine a status that is no success and yet an answer
 * @throws ApiError
 */
export async function fetchFrom(path: string, init: RequestInit = {}, alsoFine?: number): Promise<Response> {
  return noticing(async () => {
    const options = clientOptions(init.signal ?? undefined);
    const response = await send(new Request(`${API_URL}${path}`, init), options);
    if (!response.ok && response.status !== alsoFine) throw await errorOf(response);
    return response;
  });
}

async function noticing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    noticeFailure(error);
    throw error;
  }
}

/** A key that is wanted, and a connection that is lost, concern the whole page. */
export function noticeFailure(error: unknown): void {
  if (!(error instanceof ApiError)) return;
  if (error.status === 401) keyWanted.value = error.message;
  if (error.status === null) void suspectLoss(API_URL);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
