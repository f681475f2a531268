import type { RunEvent, RunState } from '#libs/contracts';
import { ApiError, errorOf } from './api-error.js';
import { send, type ClientOptions } from './client.js';
import { parseEvents } from './server-sent-events.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const OVER: readonly RunState[] = ['completed', 'completed_with_errors', 'cancelled', 'failed'];

/**
 * The events of a run from the first on, until it is over. A stream that breaks, and a server that goes away, are
 * waited for: it goes on after the last event that was seen. A browser's EventSource cannot send a key, which is why this
 * reads the stream by itself.
 *
 * @throws ApiError when the run is not there, or the key is refused
 */
export async function* runEvents(
  options: ClientOptions,
  runId: string,
  told: (isConnected: boolean) => void = () => undefined,
): AsyncGenerator<RunEvent, void, undefined> {
  let lastId: string | null = null;
  let waitMs = FIRST_WAIT_MS;
  while (!isEnded(options.signal)) {
    try {
      const body = await openStream(options, runId, lastId);
      if (body === null) return;
      told(true);
      for await (const { id, data } of parseEvents(pieces(body))) {
        lastId = id ?? lastId;
        waitMs = FIRST_WAIT_MS;
        const event = JSON.parse(data) as RunEvent;
        yield event;
        if (event.type === 'state.changed' && OVER.includes(event.state)) return;
      }
    } catch (error) {
      if (!mayComeBack(error) || isEnded(options.signal)) throw error;
    }
    told(false);
    await waited(waitMs, options.signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

/** Null when the run is over and its last event was seen. */
async function openStream(
  options: ClientOptions,
  runId: string,
  lastId: string | null,
): Promise<ReadableStream<Uint8Array> | null> {
  const kind = runId.startsWith('scr-') ? 'scoring-runs' : 'training-runs';
  const headers: Record<string, string> = lastId === null ? {} : { 'last-event-id': lastId };
  const response = await send(new Request(`${options.url}/v1/${kind}/${runId}/events`, { headers }), options);
  if (!response.ok) throw await errorOf(response);
  return response.status === 204 ? null : response.body;
}

function isEnded(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** undici and browsers say TypeError of a connection that breaks; anything else is a fault of ours. */
function mayComeBack(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === null || error.status >= 500 || error.status === 429;
  return error instanceof TypeError;
}

/** A stream's pieces; browsers cannot iterate over a stream yet. */
async function* pieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function waited(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal?.addEventListener('abort', end, { once: true });
  });
}
