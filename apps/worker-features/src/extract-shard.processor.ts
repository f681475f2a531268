import { jobIds, shardReport, type ClipReport, type JobData, type ShardReport } from '#libs/contracts';
import { failedByCode, type Counts, type HandledJob } from '#libs/queue';
import { readShardClips, shardFeatureKeys } from '#libs/runs';
import { findJson, getJson, putJsonIfAbsent, readDefinition, shardIdOf } from '#libs/storage';
import { inSpan, type Attributes } from '#libs/runtime';
import type { FeatureWorkerContext } from './feature-worker-context.js';
import { encodeTensor, readClipReports } from './encode-tensor.js';
import { extractAlone } from './extract-alone.js';
import type { StageTimes } from '#libs/features';

/** After a shard has ended this many workers, its clips are extracted one by one in a process with limits. */
const MOST_LOST_WORKERS = 2;

/**
 * Extracts the tensor and the report of one shard, unless they exist. The same clips with the same feature set are
 * extracted only once. The report is written last and marks both as complete.
 */
export async function extractShard(
  context: FeatureWorkerContext,
  job: HandledJob<'extract-shard'>,
): Promise<Counts> {
  const { data } = job;
  const { store, ledger, producer } = context;
  if (await ledger.isStopped(data)) return { skipped: 1 };
  await claimTensor(context, data);
  const { report: reportKey } = shardFeatureKeys(data);
  const found = await findJson(store, reportKey, shardReport);
  const report = found ?? (await extractToStore(context, data, job.lostWorkers));
  const codes = report.clips.flatMap((clip) => (clip.status === 'failed' ? [clip.code] : []));
  const failed = codes.length;
  const extracted = report.clips.length - failed;
  const isCached = report.runId !== data.runId;
  if (data.modelId !== null) await enqueueScoring(context, data);
  const counts = { extracted, failed, cachedShards: isCached ? 1 : 0 };
  const reported = { ...counts, ...failedByCode(codes) };
  const seconds = isCached ? 0 : sumSeconds(report);
  if (await ledger.live.countShard(data.runId, 'extracted', data.ordinal, reported, seconds))
    await producer.wakeConductor(data);
  return counts;
}

/** Adds up the length of the extracted clips. */
function sumSeconds({ clips }: ShardReport): number {
  return clips.reduce((sum, clip) => sum + (clip.status === 'extracted' ? clip.durationSeconds : 0), 0);
}

/**
 * Protects the tensor from the sweeper. It runs before the job checks whether the tensor exists. Retried clips need no
 * claim, because their features belong to the run.
 */
async function claimTensor({ owners }: FeatureWorkerContext, data: JobData<'extract-shard'>): Promise<void> {
  const { archiveId, featureSetId, contentHash, retry } = data;
  if (retry === 0) await owners.claim(archiveId, featureSetId, shardIdOf(featureSetId, contentHash));
}

/**
 * Extracts a shard and writes its tensor and report. If another job has written them in the meantime, they stay.
 *
 * @returns the report in the store, written by this job or by a faster one
 */
async function extractToStore(
  context: FeatureWorkerContext,
  job: JobData<'extract-shard'>,
  lostWorkers: number,
): Promise<ShardReport> {
  const { store, pool, work, maxClipBytes } = context;
  const { runId, archiveId, featureSetId } = job;
  const lines = await readShardClips(store, job);
  const definition = await readDefinition(store, featureSetId);
  // A thread reads the clips, and its calls to the store appear in no trace. The span has the time of each stage instead.
  const extraction = await inSpan('extract clips', {}, async (span) => {
    const made =
      lostWorkers >= MOST_LOST_WORKERS
        ? await extractAlone(context, archiveId, lines, definition)
        : await pool.extract({ archiveId, featureSetId, lines, maxClipBytes });
    span.set({ 'serenade.clips': lines.length, ...buildStageAttributes(made.stages) });
    return made;
  });
  const extractedAt = performance.now();
  const { shardId, tensor: tensorKey, report: reportKey } = shardFeatureKeys(job);
  const tensor = encodeTensor(featureSetId, definition, extraction);
  const report: ShardReport = {
    v: 1,
    shardId,
    featureSetId,
    clips: await storeTensor(context, tensorKey, tensor, extraction.reports),
    extractionMs: extraction.milliseconds,
    runId,
  };
  const isOurs = await putJsonIfAbsent(store, reportKey, report);
  work.add(extraction, performance.now() - extractedAt);
  return isOurs ? report : getJson(store, reportKey, shardReport);
}

/**
 * Writes the tensor unless the store has one, and returns the clip reports of the stored tensor. Two attempts can differ in
 * their rows, because one of them may abandon a clip at its time limit.
 */
async function storeTensor(
  { store }: FeatureWorkerContext,
  key: string,
  tensor: Uint8Array,
  made: ClipReport[],
): Promise<ClipReport[]> {
  const isOurs = await store.putIfAbsent(key, tensor);
  const stored = readClipReports(isOurs ? tensor : await store.get(key));
  if (stored !== null) return stored;
  await store.put(key, tensor); // the older tensor names no clips, and without a report no job reads it
  return made;
}

function buildStageAttributes(stages: Readonly<StageTimes>): Attributes {
  return Object.fromEntries(Object.entries(stages).map(([stage, ms]) => [`serenade.${stage}_ms`, ms]));
}

/** Enqueues the scoring before the shard counts as extracted, so the conductor never sees a shard without a job. */
async function enqueueScoring(
  { producer }: FeatureWorkerContext,
  data: JobData<'extract-shard'>,
): Promise<void> {
  const { runId, launch, ordinal } = data;
  await producer.add('score-shard', [{ jobId: jobIds.score(runId, launch, ordinal), data }]);
}
