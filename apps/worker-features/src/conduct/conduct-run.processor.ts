import {
  archiveIndex,
  jobIds,
  shardLine,
  type JobData,
  type RunRecord,
  type ShardLine,
} from '#libs/contracts';
import { REDIS_FULL, type Counts, type HandledJob, type NewJob, type ShardStage } from '#libs/queue';
import { ShardBits, addLastJob } from '#libs/runs';
import { archiveKeys, getJson, type ObjectStore } from '#libs/storage';
import type { FeatureWorkerContext } from '../feature-worker-context.js';
import { surveyRun } from './survey.js';

/*
 * The sliding window of a run. An archive of a million clips has 16,000 shards; the queue holds at most 256 of them.
 *
 *   page        the next lines of the archive's list of shards, read from a byte offset
 *   cursor      the first shard that was not read yet; saved in the conductor's own job together with the offset
 *   window      the unfinished shards before the cursor: their jobs are waiting or running
 *   completion  a bit for each shard in Redis, set by the worker that finishes the shard (`LiveRuns.countShard`)
 *
 * The conductor's job sleeps most of the time. The worker that finishes half of the window wakes it
 * (`LiveRuns.wakeAt`, `JobProducer.wakeConductor`).
 */

/**
 * The largest window: 16,384 clips, half a megabyte of Redis. It is large enough that no worker waits for the conductor,
 * and small enough that a run of any size costs the same.
 */
export const MOST_OUTSTANDING = 256;

/** The conductor checks the run this often if no worker wakes it. */
const LOOK_EVERY_MS = 1_000;

/** If no shard was finished for this long, the conductor checks whether jobs were lost. */
const STILL_MS = 10_000;

/** The conductor reads this many bytes of the list of shards at a time, about 200 lines. */
const PAGE_BYTES = 32 * 1024;

/** A run with the position of its conductor. */
interface Conducted {
  readonly run: RunRecord;
  readonly job: HandledJob<'conduct-run'>;
  /** The survey has set `shards`. */
  data: JobData<'conduct-run'> & { readonly shards: number };
  /** The last stage of a shard of this run. */
  readonly stage: ShardStage;
}

/**
 * Conducts a launch of a run from its index to its last job: fills the window, sleeps until it is half empty, and repeats.
 * The job may be killed or repeated at any point, because everything it adds has a fixed id or a bit.
 */
export async function conductRun(
  context: FeatureWorkerContext,
  job: HandledJob<'conduct-run'>,
): Promise<Counts> {
  const { ledger } = context;
  const run = await ledger.find(job.data.runId);
  const live = await ledger.live.findLaunch(job.data.runId);
  if (run === null || live?.launch !== job.data.launch) return { skipped: 1 };
  if (live.state === 'cancelling') return complete(context, run);
  if (await ledger.isStopped(job.data)) return { skipped: 1 };

  const conducted = await begin(context, run, job);
  const through = new ShardBits(await ledger.live.findShardsThrough(run.id, conducted.stage));
  const outstanding = through.countMissing(conducted.data.cursor);
  const added = await slideWindow(context, conducted, through, MOST_OUTSTANDING - outstanding);
  const { cursor, shards } = conducted.data;
  if (outstanding + added === 0 && cursor >= shards) return complete(context, run);
  if (added === 0 && (await ledger.live.isStill(run.id, conducted.stage, STILL_MS)))
    await addLostShards(context, run, through, cursor);
  await reportScoring(context, run, shards);
  return sleepUntilHalfEmpty(context, conducted, through, outstanding + added);
}

/**
 * Returns the run with its number of shards. At the start of a launch, it surveys the store for finished shards, sets
 * their bits and counts, and saves the number of shards in the job, so the survey happens once.
 */
async function begin(
  { store, ledger }: FeatureWorkerContext,
  run: RunRecord,
  job: HandledJob<'conduct-run'>,
): Promise<Conducted> {
  const stage = run.kind === 'scoring' ? 'scored' : 'extracted';
  const { shards } = job.data;
  if (shards !== null) return { run, job, stage, data: { ...job.data, shards } };
  const index = await getJson(store, archiveKeys.index(run.archiveId), archiveIndex);
  const survey = await surveyRun(store, run, index);
  await ledger.live.beginWith(run.id, survey.done.toBytes(), survey.doneShards, survey.counts);
  const data = { ...job.data, shards: index.shards };
  await job.saveData(data);
  await ledger.live.setClips(run.id, index.clips);
  await ledger.move(run.id, 'extracting');
  return { run, job, stage, data };
}

/**
 * Reads the list from the cursor, adds a job for each unfinished shard, and then saves the new cursor. A conductor that
 * is killed before it saves adds the same jobs again under the same ids, which changes nothing.
 *
 * @returns the number of added jobs: none while the window or Redis is full, or at the end of the list
 */
async function slideWindow(
  { producer, store, readRedisUse }: FeatureWorkerContext,
  conducted: Conducted,
  through: ShardBits,
  room: number,
): Promise<number> {
  const { run, job, data } = conducted;
  if (room <= 0 || data.cursor >= data.shards || (await readRedisUse()) >= REDIS_FULL) return 0;
  const page: ShardLine[] = [];
  let { cursor, offset } = data;
  for await (const { shard, nextOffset } of readShardLines(store, run.archiveId, offset)) {
    if (!through.has(shard.ordinal)) page.push(shard);
    cursor = shard.ordinal + 1;
    offset = nextOffset;
    if (page.length >= room) break;
  }
  await producer.keepOrderInBounds();
  await producer.add(
    'extract-shard',
    page.map((shard) => buildShardJob(run, shard)),
  );
  conducted.data = { ...data, cursor, offset };
  await job.saveData(conducted.data);
  return page.length;
}

/**
 * Puts the conductor's job to sleep until half of the window is finished, or all of it at the end of the list.
 * If that many shards are finished already, the job is due immediately. Does not return.
 */
async function sleepUntilHalfEmpty(
  { ledger }: FeatureWorkerContext,
  { run, job, stage, data: { cursor, shards } }: Conducted,
  through: ShardBits,
  waiting: number,
): Promise<never> {
  const wanted = cursor >= shards ? waiting : Math.ceil(waiting / 2);
  const isReached = await ledger.live.wakeAt(run.id, stage, shards - through.countMissing(shards) + wanted);
  return job.sleep(isReached ? 0 : LOOK_EVERY_MS);
}

/**
 * Adds the jobs of unfinished shards that are in no queue again. Redis may have been restored from an older state, or an
 * operator may have removed the jobs.
 */
async function addLostShards(
  { producer, store }: FeatureWorkerContext,
  run: RunRecord,
  through: ShardBits,
  cursor: number,
): Promise<void> {
  const lost = new Set<number>();
  for (const ordinal of through.listMissing(cursor)) {
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
    if (lost.delete(shard.ordinal)) await producer.add('extract-shard', [buildShardJob(run, shard)]);
    if (lost.size === 0) return;
  }
}

/** Moves a scoring run to `scoring` once every clip is extracted. Workers score clips before that, too. */
async function reportScoring(
  { ledger }: FeatureWorkerContext,
  run: RunRecord,
  shards: number,
): Promise<void> {
  if (run.kind !== 'scoring') return;
  const extracted = new ShardBits(await ledger.live.findShardsThrough(run.id, 'extracted'));
  if (extracted.countMissing(shards) === 0) await ledger.move(run.id, 'scoring');
}

/** Leaves the run's share of the queues to its owner's other runs, and adds the job that ends the launch. */
async function complete({ producer, ledger }: FeatureWorkerContext, run: RunRecord): Promise<Counts> {
  await producer.leaveOrder(run.id, run.owner);
  if (run.kind === 'training') await ledger.live.reportProgress(run.id, true);
  await addLastJob(producer, run.id, run.launch);
  return { conducted: 1 };
}

/** Builds the first job of one shard: it extracts the clips, and in a scoring run adds the job that scores them. */
function buildShardJob(run: RunRecord, shard: ShardLine): NewJob<'extract-shard'> {
  const { id: runId, launch, archiveId, featureSetId } = run;
  const { ordinal, start, end, contentHash } = shard;
  const pointer = { v: 1, runId, launch, archiveId, featureSetId, ordinal, start, end, contentHash } as const;
  const scoring =
    run.kind === 'scoring'
      ? { modelId: run.modelId, retry: run.retries.at(-1)?.round ?? 0 }
      : { modelId: null, retry: 0 };
  return { jobId: jobIds.extract(runId, launch, ordinal), data: { ...pointer, ...scoring } };
}

/** Reads the archive's list of shards page by page from a byte offset, with the offset of the line after each shard. */
async function* readShardLines(
  store: ObjectStore,
  archiveId: string,
  offset: number,
): AsyncGenerator<{ readonly shard: ShardLine; readonly nextOffset: number }> {
  const key = archiveKeys.shards(archiveId);
  const size = (await store.head(key))?.size ?? 0;
  let nextOffset = offset;
  let rest = Buffer.alloc(0);
  for (let at = offset; at < size; at += PAGE_BYTES) {
    rest = Buffer.concat([rest, await store.getRange(key, at, Math.min(at + PAGE_BYTES, size))]);
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const line = rest.subarray(0, end).toString();
      rest = rest.subarray(end + 1);
      nextOffset += end + 1;
      yield { shard: shardLine.parse(JSON.parse(line)), nextOffset };
    }
  }
}
