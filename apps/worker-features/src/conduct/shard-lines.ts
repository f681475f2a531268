import { shardLine, type ShardLine } from '#libs/contracts';
import { archiveKeys, type ObjectStore } from '#libs/storage';

/** Room for some 200 lines. */
const PAGE_BYTES = 32 * 1024;

export interface PlannedShard {
  readonly shard: ShardLine;
  /** Where the next line begins. */
  readonly nextOffset: number;
}

/** The lines of an archive's `shards.jsonl` from a byte offset on, read page by page; ends at the last one. */
export async function* readShardLines(
  store: ObjectStore,
  archiveId: string,
  offset: number,
): AsyncGenerator<PlannedShard> {
  const key = archiveKeys.shards(archiveId);
  const size = (await store.head(key))?.size ?? 0;
  let next = offset;
  let rest = Buffer.alloc(0);
  for (let at = offset; at < size; at += PAGE_BYTES) {
    const page = await store.getRange(key, at, Math.min(at + PAGE_BYTES, size));
    rest = Buffer.concat([rest, page]);
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const line = rest.subarray(0, end).toString();
      rest = rest.subarray(end + 1);
      next += end + 1;
      yield { shard: shardLine.parse(JSON.parse(line)), nextOffset: next };
    }
  }
}
