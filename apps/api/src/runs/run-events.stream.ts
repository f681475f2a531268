import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SerenadeError, isOver, type RunEvent, type RunRecord, type RunState } from '#libs/contracts';
import { EVENT_ID, readRunEvents, type Keyspace } from '#libs/queue';
import type { RunLedger } from '#libs/runs';

const POLL_MS = 300;
const HEARTBEAT_MS = 15_000;

/**
 * Sends a run's events as server-sent events until the run is over (WHATWG HTML §9.2). With `Last-Event-ID`, it resumes
 * after that event. A client that has seen the last event gets 204, which stops an EventSource.
 */
export async function streamRunEvents(
  { keyspace, ledger }: { readonly keyspace: Keyspace; readonly ledger: RunLedger },
  record: RunRecord,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  let lastId = lastEventId(request);
  // The order matters: if the run is over now, the events that are read next include the last one.
  const over = await overState(ledger, record);
  let pending = await readRunEvents(keyspace, record.id, lastId);
  if (pending.length === 0 && over !== null && lastId !== null) {
    await reply.status(204).send();
    return;
  }
  const client = openStream(request, reply);
  if (over === null && pending.length === 0 && (await ledger.state(record.id)) === 'interrupted')
    client.send(null, { type: 'state.changed', state: 'interrupted' }); // continues once the run is resumed
  while (!client.gone()) {
    for (const { id, event } of pending) {
      client.send(id, event);
      lastId = id;
    }
    if (pending.some(({ event }) => isLast(event))) break;
    if (pending.length === 0 && over !== null) {
      client.send(null, endOf(record, over)); // Redis has lost the last event
      break;
    }
    client.beat();
    if (pending.length === 0) await sleep(POLL_MS);
    // If Redis is away, the stream resumes once it is back.
    pending = await readRunEvents(keyspace, record.id, lastId).catch(() => []);
  }
  client.end();
}

function isLast(event: RunEvent): boolean {
  return event.type === 'state.changed' && isOver(event.state);
}

function endOf({ error }: RunRecord, state: RunState): RunEvent {
  return { type: 'state.changed', state, ...(error === null ? {} : { error }) };
}

async function overState(ledger: RunLedger, record: RunRecord) {
  const state = isOver(record.state) ? record.state : await ledger.state(record.id);
  return state !== null && isOver(state) ? state : null;
}

function lastEventId(request: FastifyRequest): string | null {
  const id = request.headers['last-event-id'];
  if (id === undefined || id === '') return null;
  if (typeof id !== 'string' || !EVENT_ID.test(id)) {
    throw new SerenadeError('request.invalid', 'Last-Event-ID: must be the id of an event of this run.');
  }
  return id;
}

function openStream(request: FastifyRequest, reply: FastifyReply) {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  raw.write('retry: 1000\n\n');
  let spokeAt = Date.now();
  const write = (text: string) => {
    spokeAt = Date.now();
    raw.write(text);
  };
  return {
    gone: () => request.raw.socket.destroyed || raw.writableEnded,
    send: (id: string | null, event: RunEvent) =>
      write(`${id === null ? '' : `id: ${id}\n`}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
    beat: () => {
      if (Date.now() - spokeAt > HEARTBEAT_MS) write(': still here\n\n');
    },
    end: () => raw.end(),
  };
}
