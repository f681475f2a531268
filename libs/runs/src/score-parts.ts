import { SerenadeError, scorePart, shardLine, type ScorePart, type ShardLine } from '#libs/contracts';
import { archiveKeys, parseJson, readJsonLines, scoringKeys, type ObjectStore } from '#libs/storage';

/** Parts fetched at once: a store far away answers after milliseconds, and a run has a part for each 64 clips. */
const READ_AHEAD = 8;

export interface ShardPart {
  readonly shard: ShardLine;
  /** Null when nothing has become of the shard (yet). */
  readonly part: ScorePart | null;
  /** The part as it is stored. */
  readonly bytes: Uint8Array;
}

/** Every shard of a run with its part, in the order of the archive; a few parts are in memory at a time. */
export async function* readShardParts(
  store: ObjectStore,
  run: { readonly id: string; readonly archiveId: string },
): AsyncGenerator<ShardPart> {
  const ahead: Promise<ShardPart>[] = [];
  try {
    for await (const shard of readJsonLines(store, archiveKeys.shards(run.archiveId), shardLine)) {
      const pending = readShardPart(store, run.id, shard);
      pending.catch(() => undefined); // reported when its turn comes
      ahead.push(pending);
      const next = ahead.length < READ_AHEAD ? undefined : ahead.shift();
      if (next !== undefined) yield await next;
    }
    for (const pending of ahead) yield await pending;
  } finally {
    await Promise.allSettled(ahead);
  }
}

async function readShardPart(store: ObjectStore, runId: string, shard: ShardLine): Promise<ShardPart> {
  const bytes = await findPart(store, runId, shard.ordinal);
  return {
    shard,
    part: bytes === null ? null : parseJson(bytes, scorePart),
    bytes: bytes ?? new Uint8Array(),
  };
}

async function findPart(store: ObjectStore, runId: string, ordinal: number): Promise<Uint8Array | null> {
  try {
    return await store.get(scoringKeys.part(runId, ordinal));
  } catch (error) {
    if (error instanceof SerenadeError && error.code === 'store.object_missing') return null;
    throw error;
  }
}
