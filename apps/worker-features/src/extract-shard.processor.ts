import {
  SerenadeError,
  featureSetShape,
  jobIds,
  manifestLine,
  shardReport,
  type FeatureSetDefinition,
  type JobData,
  type ShardReport,
} from '#libs/contracts';
import { encodeRaggedShard, encodeShardTensor, raggedShard } from '#libs/features';
import type { Counts, HandledJob } from '#libs/queue';
import {
  archiveKeys,
  featureKeys,
  getJson,
  putJson,
  readDefinition,
  readJsonLinesRange,
  shardIdOf,
} from '#libs/storage';
import type { Extraction } from './extraction.js';
import type { Platform } from './platform.js';

/**
 * Makes the tensor and the report of one shard, unless they exist: the same clips under the same feature set are
 * extracted once, ever. The report is written last and says that both are whole.
 */
export async function extractShard(platform: Platform, job: HandledJob<'extract-shard'>): Promise<Counts> {
  const { data } = job;
  if (await platform.ledger.isStopped(data.runId)) return { skipped: 1 };
  const shardId = shardIdOf(data.featureSetId, data.contentHash);
  const reportKey = featureKeys.report(data.featureSetId, shardId);
  const cached = (await platform.store.head(reportKey)) !== null;
  const report = cached
    ? await getJson(platform.store, reportKey, shardReport)
    : await makeShard(platform, data, shardId);
  const extracted = report.clips.filter(({ status }) => status === 'extracted').length;
  const failed = report.clips.length - extracted;
  if (data.modelId !== null) await enqueueScoring(platform, data);
  const counts = { extracted, failed, cachedShards: cached ? 1 : 0 };
  await platform.ledger.live.countShard(data.runId, 'extracted', data.ordinal, counts);
  return counts;
}

async function makeShard(
  { store, pool, work, maxClipBytes }: Platform,
  { runId, archiveId, featureSetId, start, end }: JobData<'extract-shard'>,
  shardId: string,
): Promise<ShardReport> {
  const lines = await readJsonLinesRange(store, archiveKeys.manifest(archiveId), manifestLine, {
    start,
    end,
  });
  const definition = await readDefinition(store, featureSetId);
  const extraction = await pool.extract({ archiveId, featureSetId, lines, maxClipBytes });
  const extractedAt = performance.now();
  await ifAbsent(
    store.put(featureKeys.tensor(featureSetId, shardId), tensorOf(featureSetId, definition, extraction), {
      ifAbsent: true,
    }),
  );
  const report: ShardReport = {
    v: 1,
    shardId,
    featureSetId,
    clips: extraction.reports,
    extractionMs: extraction.milliseconds,
    runId,
  };
  await ifAbsent(putJson(store, featureKeys.report(featureSetId, shardId), report, { ifAbsent: true }));
  work.add(extraction, performance.now() - extractedAt);
  return report;
}

function tensorOf(
  featureSetId: string,
  definition: FeatureSetDefinition,
  { values, frameCounts }: Extraction,
): Uint8Array {
  const { frames, coefficients } = featureSetShape(definition);
  if (frames === null) {
    return encodeRaggedShard(raggedShard(featureSetId, coefficients, frameCounts, values));
  }
  return encodeShardTensor({ featureSetId, clips: frameCounts.length, frames, coefficients, values });
}

/** A repeated or doubled job finds the object there: it holds the same, so nothing is to be done. */
async function ifAbsent(put: Promise<unknown>): Promise<void> {
  try {
    await put;
  } catch (error) {
    if (!(error instanceof SerenadeError) || error.code !== 'store.object_exists') throw error;
  }
}

/** Before this job ends, so that the run's parent never sees all of its children done too early. */
async function enqueueScoring({ producer }: Platform, data: JobData<'extract-shard'>): Promise<void> {
  const parent = { jobId: jobIds.finish(data.runId), queue: 'archives' } as const;
  await producer.add('score-shard', [{ jobId: jobIds.score(data.runId, data.ordinal), data, parent }]);
}
