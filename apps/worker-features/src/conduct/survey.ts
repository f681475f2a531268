import {
  errorLine,
  shardLine,
  type ArchiveIndex,
  type ErrorCode,
  type RetryRequest,
  type RunRecord,
  type ScoringRunRecord,
  type ShardLine,
} from '#libs/contracts';
import { failedByCode, type ShardCounts } from '#libs/queue';
import { ShardBits, readShardParts, listShardsOfRound } from '#libs/runs';
import { archiveKeys, readJsonLines, scoringKeys, type ObjectStore } from '#libs/storage';

/** The finished work of a run at the start of a launch. */
export interface Survey {
  readonly done: ShardBits;
  readonly doneShards: number;
  readonly counts: ShardCounts;
}

const NOTHING: ShardCounts = { extracted: 0, scored: 0, failed: 0, cachedShards: 0 };

/**
 * Finds the finished shards of a run in the store, where each has a score part. A training run starts with none: the job
 * of each shard finds existing features itself.
 */
export async function surveyRun(store: ObjectStore, run: RunRecord, index: ArchiveIndex): Promise<Survey> {
  if (run.kind === 'training') return { done: new ShardBits(), doneShards: 0, counts: NOTHING };
  const round = run.retries.at(-1);
  const done =
    round === undefined
      ? await findScoredShards(store, run)
      : await findSettledShards(store, run, index, round);
  const doneShards = index.shards - done.countMissing(index.shards);
  // A later launch starts with the counts that clients have seen.
  const counts = run.launch === 0 ? NOTHING : await countParts(store, run, done);
  return { done, doneShards, counts };
}

async function findScoredShards(store: ObjectStore, run: ScoringRunRecord): Promise<ShardBits> {
  const done = new ShardBits();
  for await (const ordinal of listShardsOfRound(store, run.id, 0)) done.add(ordinal);
  return done;
}

/** Finds the shards without clips to retry, and those that have a score part of this round already. */
async function findSettledShards(
  store: ObjectStore,
  run: ScoringRunRecord,
  index: ArchiveIndex,
  { round, codes }: RetryRequest,
): Promise<ShardBits> {
  const settled = ShardBits.all(index.shards);
  const shards = readJsonLines(store, archiveKeys.shards(run.archiveId), shardLine);
  const next = async (): Promise<ShardLine | null> => {
    const { done, value } = (await shards.next()) as IteratorResult<ShardLine, undefined>;
    return done === true ? null : value;
  };
  let shard = await next();
  // Both lists are in the order of the archive, so one pass finds the shard of each error.
  for await (const { clip, code } of readJsonLines(store, scoringKeys.errors(run.id), errorLine)) {
    while (shard !== null && clip >= shard.firstClip + shard.clips) shard = await next();
    if (shard === null) break;
    if (codes.includes(code)) settled.delete(shard.ordinal);
  }
  await shards.return(undefined);
  for await (const ordinal of listShardsOfRound(store, run.id, round)) settled.add(ordinal);
  return settled;
}

/** Counts scored and failed clips. It does not count failed clips that this launch retries. */
async function countParts(store: ObjectStore, run: ScoringRunRecord, done: ShardBits): Promise<ShardCounts> {
  const codes = run.retries.at(-1)?.codes ?? [];
  let scored = 0;
  const failed: ErrorCode[] = [];
  for await (const { shard, part } of readShardParts(store, run)) {
    if (part === null) continue;
    scored += part.scores.length;
    for (const { code } of part.errors)
      if (done.has(shard.ordinal) || !codes.includes(code)) failed.push(code);
  }
  const counts = { extracted: scored, scored, failed: failed.length, cachedShards: 0 };
  return { ...counts, ...failedByCode(failed) };
}
