import {
  SerenadeError,
  manifestLine,
  scoringRunRecord,
  type JobData,
  type ManifestLine,
} from '#libs/contracts';
import {
  Records,
  archiveKeys,
  featureKeys,
  readJsonLinesRange,
  scoringKeys,
  shardIdOf,
  type ObjectStore,
} from '#libs/storage';
import { readPart } from './score-parts.js';

type ShardJob = JobData<'extract-shard'>;

/** Returns the keys of a shard's features. Runs share them, except for those of a run's retried clips. */
export function shardFeatureKeys({ runId, retry, ordinal, featureSetId, contentHash }: ShardJob) {
  const shardId = shardIdOf(featureSetId, contentHash);
  const [tensor, report] =
    retry === 0
      ? [featureKeys.tensor(featureSetId, shardId), featureKeys.report(featureSetId, shardId)]
      : [scoringKeys.retryTensor(runId, retry, ordinal), scoringKeys.retryReport(runId, retry, ordinal)];
  return { shardId, tensor, report };
}

/** Reads the manifest lines of a shard job: all lines of the shard, or in a retry those of its failed clips. */
export async function readShardClips(store: ObjectStore, job: ShardJob): Promise<ManifestLine[]> {
  const { archiveId, start, end } = job;
  const manifest = archiveKeys.manifest(archiveId);
  const lines = await readJsonLinesRange(store, manifest, manifestLine, { start, end });
  if (job.retry === 0) return lines;
  const failed = await findClipsToRetry(store, job);
  return lines.filter(({ clip }) => failed.has(clip));
}

async function findClipsToRetry(
  store: ObjectStore,
  { runId, ordinal, retry }: ShardJob,
): Promise<Set<number>> {
  const run = await new Records(store, 'scoring-runs', scoringRunRecord).find(runId);
  const codes = run?.retries.find(({ round }) => round === retry)?.codes;
  const { part } = await readPart(store, runId, ordinal, retry - 1);
  if (codes === undefined || part === null)
    throw new SerenadeError('run.failed', `The run ${runId} has no round ${retry} for shard ${ordinal}.`);
  return new Set(part.errors.filter(({ code }) => codes.includes(code)).map(({ clip }) => clip));
}
