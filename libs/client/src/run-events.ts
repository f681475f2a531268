import type { RunEvent } from '#libs/contracts';
import { isOver, runKindOf } from '#libs/contracts/run-states';
import { ApiError } from './api-error.js';
import { createClient } from './client.js';
import type { ClientOptions } from './send.js';
import { parseEvents } from './streams.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export interface SentEvent {
  /** Null for an event that the API repeats from the run's record. */
  readonly id: string | null;
  readonly event: RunEvent;
}

/**
 * Opens the events of a run after the given one, over one connection. Returns null if the run is over and the given
 * event is its last. A browser's EventSource cannot send a key, so this function reads the stream itself.
 *
 * @throws ApiError if the run does not exist or the API refuses the key; the events throw TypeError if the connection
 * breaks
 */
export async function openEvents(
  options: ClientOptions,
  runId: string,
  lastId: string | null,
): Promise<AsyncGenerator<SentEvent, void, undefined> | null> {
  const headers: Record<string, string> = lastId === null ? {} : { 'last-event-id': lastId };
  const name = `GET /v1/${runKindOf(runId)}-runs/{id}/events` as const;
  const { body } = await createClient(options).open(name, { params: { id: runId }, headers });
  return body === null ? null : sentEvents(body);
}

async function* sentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<SentEvent, void, undefined> {
  for await (const { id, data } of parseEvents(body))
    yield { id: id ?? null, event: JSON.parse(data) as RunEvent };
}

/**
 * Yields the events of a run from the first to the last. If the connection breaks or the server restarts, it reconnects
 * and resumes after the last event that it received.
 *
 * @throws ApiError if the run does not exist or the API refuses the key
 */
export async function* runEvents(
  options: ClientOptions,
  runId: string,
  onConnection: (isConnected: boolean) => void = () => undefined,
): AsyncGenerator<RunEvent, void, undefined> {
  let lastId: string | null = null;
  let waitMs = FIRST_WAIT_MS;
  while (!isAborted(options.signal)) {
    try {
      const events = await openEvents(options, runId, lastId);
      if (events === null) return;
      onConnection(true);
      for await (const { id, event } of events) {
        lastId = id ?? lastId;
        waitMs = FIRST_WAIT_MS;
        yield event;
        if (event.type === 'state.changed' && isOver(event.state)) return;
      }
    } catch (error) {
      if (!mayPass(error) || isAborted(options.signal)) throw error;
    }
    onConnection(false);
    await sleep(waitMs, options.signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** undici and browsers throw TypeError for a broken connection; any other error is a bug in this program. */
function mayPass(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === null || error.status >= 500 || error.status === 429;
  return error instanceof TypeError;
}

/** Resolves after the given time, or at once when the signal aborts. It also works in browsers. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal?.addEventListener('abort', end, { once: true });
  });
}
