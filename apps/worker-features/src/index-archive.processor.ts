import { SerenadeError, jobIds, shardLine, type JobData, type ShardLine } from '#libs/contracts';
import type { Counts, HandledJob } from '#libs/queue';
import { archiveKeys, readJsonLines } from '#libs/storage';
import { ensureIndex } from './archive-indexer.js';
import { findArchive, type Platform } from './platform.js';

/** Adding children page by page keeps the event loop and Redis' memory free, however many there are. */
const PAGE_SHARDS = 500;

/**
 * Reads the archive's directory, adds an extract-shard job for each shard as its own child, and waits for them. What
 * is done is saved after every page: a job that was killed goes on at its cursor.
 */
export async function indexArchive(platform: Platform, job: HandledJob<'index-archive'>): Promise<Counts> {
  let data = job.data;
  const { runId } = data;
  if (data.step !== 'wait' && (await platform.ledger.isStopped(runId))) return { skipped: 1 };
  if (data.step === 'index') {
    await platform.ledger.move(runId, 'indexing');
    const index = await ensureIndex(
      platform.store,
      await findArchive(platform, data.archiveId),
      Math.max(platform.maxClipBytes, platform.maxStreamedClipBytes),
    );
    if (index.clips === 0) {
      throw new SerenadeError(
        'archive.empty',
        'The archive holds no audio file; clips end in .wav, .mp3, .flac and so on.',
      );
    }
    await platform.ledger.live.setClips(runId, index.clips);
    await platform.ledger.move(runId, 'extracting');
    data = { ...data, step: 'enqueue' };
    await job.saveData(data);
  }
  if (data.step === 'enqueue') {
    await enqueueShards(platform, job, data);
    await job.saveData({ ...data, step: 'wait' });
  }
  await job.waitForChildren();
  return { indexed: 1 };
}

async function enqueueShards(
  platform: Platform,
  job: HandledJob<'index-archive'>,
  data: JobData<'index-archive'>,
): Promise<void> {
  let page: ShardLine[] = [];
  for await (const shard of readJsonLines(platform.store, archiveKeys.shards(data.archiveId), shardLine)) {
    if (shard.ordinal < data.cursor) continue;
    page.push(shard);
    if (page.length < PAGE_SHARDS) continue;
    if (await platform.ledger.isStopped(data.runId)) return;
    await addPage(platform, job, data, page);
    page = [];
  }
  if (page.length > 0 && !(await platform.ledger.isStopped(data.runId)))
    await addPage(platform, job, data, page);
}

async function addPage(
  { producer }: Platform,
  job: HandledJob<'index-archive'>,
  data: JobData<'index-archive'>,
  page: readonly ShardLine[],
): Promise<void> {
  const parent = { jobId: job.id, queue: 'archives' } as const;
  const shards = page.map((shard) => ({
    jobId: jobIds.extract(data.runId, shard.ordinal),
    data: shardJob(data, shard),
    parent,
  }));
  await producer.add('extract-shard', shards);
  await job.saveData({ ...data, cursor: (page.at(-1)?.ordinal ?? data.cursor) + 1 });
}

function shardJob(data: JobData<'index-archive'>, shard: ShardLine): JobData<'extract-shard'> {
  const { runId, archiveId, featureSetId, modelId } = data;
  const { ordinal, start, end, contentHash } = shard;
  return { v: 1, runId, archiveId, featureSetId, modelId, ordinal, start, end, contentHash };
}
