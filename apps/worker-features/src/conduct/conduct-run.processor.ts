import { archiveIndex, type JobData, type RunRecord, type ShardLine } from '#libs/contracts';
import { REDIS_FULL, type Counts, type HandledJob, type ShardStage } from '#libs/queue';
import { ShardBits, addLastJob } from '#libs/runs';
import { archiveKeys, getJson } from '#libs/storage';
import type { Platform } from '../platform.js';
import { addLostShards } from './lost-shards.js';
import { shardJob } from './shard-job.js';
import { readShardLines } from './shard-lines.js';
import { surveyRun } from './survey.js';

/**
 * Most shards of a run that are enqueued and not through: 16,384 clips, half a megabyte of Redis. Enough that no worker
 * waits for the conductor, few enough that a run of any size costs the same.
 */
export const MOST_OUTSTANDING = 256;

/** The conductor looks this often; between two looks the shard that half empties the window wakes it. */
const LOOK_EVERY_MS = 1_000;

/** When no shard came through for so long, it is looked up whether a job was lost. */
const STILL_MS = 10_000;

type Data = JobData<'conduct-run'>;

/**
 * Leads a launch of a run from its index to its last job. It looks up in the store what is missing, keeps a window of
 * shard jobs filled, and adds the run's last job when every shard is through. It may be killed, repeated and doubled: all
 * that it does has an id or a bit of its own.
 */
export async function conductRun(platform: Platform, job: HandledJob<'conduct-run'>): Promise<Counts> {
  const { ledger, store } = platform;
  const run = await ledger.find(job.data.runId);
  const live = await ledger.live.look(job.data.runId);
  if (run === null || live?.launch !== job.data.launch) return { skipped: 1 };
  if (live.state === 'cancelling') return leave(platform, run);
  if (await ledger.isStopped(job.data)) return { skipped: 1 };

  let data = job.data;
  const save = async (next: Data): Promise<void> => {
    data = next;
    await job.saveData(next);
  };
  if (data.shards === null) {
    const index = await getJson(store, archiveKeys.index(run.archiveId), archiveIndex);
    const survey = await surveyRun(store, run, index);
    await ledger.live.beginWith(run.id, survey.done.toBytes(), survey.doneShards, survey.counts);
    await save({ ...data, shards: index.shards });
    await ledger.live.setClips(run.id, index.clips);
    await ledger.move(run.id, 'extracting');
  }
  const shards = data.shards ?? 0;
  const stage: ShardStage = run.kind === 'scoring' ? 'scored' : 'extracted';
  const through = new ShardBits(await ledger.live.shardsThrough(run.id, stage));
  const outstanding = through.countMissing(data.cursor);
  const room = MOST_OUTSTANDING - outstanding;
  const added =
    room > 0 && data.cursor < shards && (await platform.redisUse()) < REDIS_FULL
      ? await fillWindow(platform, run, data, through, room, save)
      : 0;
  if (outstanding + added === 0 && data.cursor >= shards) return leave(platform, run);
  if (added === 0 && (await ledger.live.isStill(run.id, stage, STILL_MS)))
    await addLostShards(platform, run, through, data.cursor);
  await tellStage(platform, run, shards);
  const waiting = outstanding + added;
  // Half of the window, or where nothing is left to add, all of it.
  const wanted = data.cursor >= shards ? waiting : Math.ceil(waiting / 2);
  const isReached = await ledger.live.wakeAt(run.id, stage, shards - through.countMissing(shards) + wanted);
  return job.sleep(isReached ? 0 : LOOK_EVERY_MS);
}

/** Adds jobs for the next shards that are not through. @returns how many */
async function fillWindow(
  platform: Platform,
  run: RunRecord,
  data: Data,
  through: ShardBits,
  room: number,
  save: (data: Data) => Promise<void>,
): Promise<number> {
  const page: ShardLine[] = [];
  let { cursor, offset } = data;
  for await (const { shard, nextOffset } of readShardLines(platform.store, run.archiveId, offset)) {
    if (!through.has(shard.ordinal)) page.push(shard);
    cursor = shard.ordinal + 1;
    offset = nextOffset;
    if (page.length >= room) break;
  }
  await platform.producer.keepOrderInBounds();
  await platform.producer.add(
    'extract-shard',
    page.map((shard) => shardJob(run, shard)),
  );
  await save({ ...data, cursor, offset });
  return page.length;
}

async function leave({ producer, ledger }: Platform, run: RunRecord): Promise<Counts> {
  await producer.leaveOrder(run.id, run.owner);
  if (run.kind === 'training') await ledger.live.tellProgress(run.id, true);
  await addLastJob(producer, run.id, run.launch);
  return { conducted: 1 };
}

/** Scoring goes on while clips are extracted; the state tells when no clip is left to extract. */
async function tellStage({ ledger }: Platform, run: RunRecord, shards: number): Promise<void> {
  if (run.kind !== 'scoring') return;
  const extracted = new ShardBits(await ledger.live.shardsThrough(run.id, 'extracted'));
  if (extracted.countMissing(shards) === 0) await ledger.move(run.id, 'scoring');
}
