import { jobIds, type RunRecord } from '#libs/contracts';
import type { ShardBits } from '#libs/runs';
import type { Platform } from '../platform.js';
import { shardJob } from './shard-job.js';
import { readShardLines } from './shard-lines.js';

/**
 * Adds the jobs of shards again that are neither through nor in a queue: Redis may have been set back, or somebody may
 * have removed them.
 */
export async function addLostShards(
  { producer, store }: Platform,
  run: RunRecord,
  through: ShardBits,
  cursor: number,
): Promise<void> {
  const lost = new Set<number>();
  for (const ordinal of through.missing(cursor)) {
    const extract = jobIds.extract(run.id, run.launch, ordinal);
    const score = jobIds.score(run.id, run.launch, ordinal);
    if (await producer.isPending('extract-shard', extract)) continue;
    if (await producer.isPending('score-shard', score)) continue;
    await producer.forget('extract-shard', extract);
    await producer.forget('score-shard', score);
    lost.add(ordinal);
  }
  if (lost.size === 0) return;
  for await (const { shard } of readShardLines(store, run.archiveId, 0)) {
    if (lost.delete(shard.ordinal)) await producer.add('extract-shard', [shardJob(run, shard)]);
    if (lost.size === 0) return;
  }
}
