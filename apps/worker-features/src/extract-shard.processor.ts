import { jobIds, shardReport, type JobData, type ShardReport } from '#libs/contracts';
import { failedByCode, type Counts, type HandledJob } from '#libs/queue';
import { readShardClips, shardFeatureKeys } from '#libs/runs';
import { findJson, getJson, putJsonIfAbsent, readDefinition, shardIdOf } from '#libs/storage';
import { inSpan, type Attributes } from '#libs/runtime';
import type { Platform } from './platform.js';
import { tensorOf } from './shard-tensor-of.js';
import type { StageTimes } from '#libs/features';

/**
 * Makes the tensor and the report of one shard, unless they exist: the same clips under the same feature set are
 * extracted once, ever. The report is written last and says that both are whole.
 */
export async function extractShard(platform: Platform, job: HandledJob<'extract-shard'>): Promise<Counts> {
  const { data } = job;
  const { store, ledger, producer } = platform;
  if (await ledger.isStopped(data)) return { skipped: 1 };
  await claimTensor(platform, data);
  const { report: reportKey } = shardFeatureKeys(data);
  const found = await findJson(store, reportKey, shardReport);
  const report = found ?? (await makeShard(platform, data));
  const codes = report.clips.flatMap((clip) => (clip.status === 'failed' ? [clip.code] : []));
  const failed = codes.length;
  const extracted = report.clips.length - failed;
  const isCached = report.runId !== data.runId;
  if (data.modelId !== null) await enqueueScoring(platform, data);
  const counts = { extracted, failed, cachedShards: isCached ? 1 : 0 };
  const told = { ...counts, ...failedByCode(codes) };
  const seconds = isCached ? 0 : secondsOf(report);
  if (await ledger.live.countShard(data.runId, 'extracted', data.ordinal, told, seconds))
    await producer.wakeConductor(data);
  return counts;
}

/** Of the clips that have features. */
function secondsOf({ clips }: ShardReport): number {
  return clips.reduce((sum, clip) => sum + (clip.status === 'extracted' ? clip.durationSeconds : 0), 0);
}

/** Before the tensor is looked for: from here on it stays. Clips that are run again have features of their run alone. */
async function claimTensor({ owners }: Platform, data: JobData<'extract-shard'>): Promise<void> {
  const { archiveId, featureSetId, contentHash, retry } = data;
  if (retry === 0) await owners.claim(archiveId, featureSetId, shardIdOf(featureSetId, contentHash));
}

/**
 * A repeated or doubled job finds a tensor or report of the same content in the store and leaves it there.
 *
 * @returns the report that is in the store: this job's, or that of another job that was faster
 */
async function makeShard(
  { store, pool, work, maxClipBytes }: Platform,
  job: JobData<'extract-shard'>,
): Promise<ShardReport> {
  const { runId, archiveId, featureSetId } = job;
  const lines = await readShardClips(store, job);
  const definition = await readDefinition(store, featureSetId);
  // The clips are read in a thread, whose calls to the store no trace shows: how long each stage took stands here.
  const extraction = await inSpan('extract clips', {}, async (span) => {
    const made = await pool.extract({ archiveId, featureSetId, lines, maxClipBytes });
    span.set({ 'serenade.clips': lines.length, ...stageAttributes(made.stages) });
    return made;
  });
  const extractedAt = performance.now();
  const { shardId, tensor, report: reportKey } = shardFeatureKeys(job);
  await store.putIfAbsent(tensor, tensorOf(featureSetId, definition, extraction));
  const report: ShardReport = {
    v: 1,
    shardId,
    featureSetId,
    clips: extraction.reports,
    extractionMs: extraction.milliseconds,
    runId,
  };
  const isOurs = await putJsonIfAbsent(store, reportKey, report);
  work.add(extraction, performance.now() - extractedAt);
  return isOurs ? report : getJson(store, reportKey, shardReport);
}

function stageAttributes(stages: Readonly<StageTimes>): Attributes {
  return Object.fromEntries(Object.entries(stages).map(([stage, ms]) => [`serenade.${stage}_ms`, ms]));
}

/** Before the shard is counted as extracted: a conductor that counts finds its scoring in the queue. */
async function enqueueScoring({ producer }: Platform, data: JobData<'extract-shard'>): Promise<void> {
  const { runId, launch, ordinal } = data;
  await producer.add('score-shard', [{ jobId: jobIds.score(runId, launch, ordinal), data }]);
}
