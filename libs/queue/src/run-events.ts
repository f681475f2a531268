import { runEvent, type RunEvent } from '#libs/contracts';
import { type Keyspace, runKeys } from './run-keys.js';

export interface StoredEvent {
  /** The id of the Redis stream entry. A client sends it back as `Last-Event-ID`. */
  readonly id: string;
  readonly event: RunEvent;
}

const PAGE = 100;
export const EVENT_ID = /^\d{1,15}-\d{1,10}$/;

/** Reads up to 100 events of a run after the given one, oldest first. */
export async function readRunEvents(
  keyspace: Keyspace,
  runId: string,
  afterId: string | null,
): Promise<StoredEvent[]> {
  const from = afterId === null ? '-' : `(${afterId}`;
  const entries = await keyspace.redis.xrange(runKeys(keyspace, runId).events, from, '+', 'COUNT', PAGE);
  return entries.map(([id, fields]) => ({ id, event: runEvent.parse(JSON.parse(fields[1] ?? 'null')) }));
}
