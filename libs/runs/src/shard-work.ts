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

/** Where the features of a shard's clips lie: for all runs together, or for one when it tries failed clips again. */
export function shardFeatures({ runId, retry, ordinal, featureSetId, contentHash }: ShardJob) {
  const shardId = shardIdOf(featureSetId, contentHash);
  return retry === 0
    ? {
        shardId,
        tensor: featureKeys.tensor(featureSetId, shardId),
        report: featureKeys.report(featureSetId, shardId),
      }
    : {
        shardId,
        tensor: scoringKeys.retryTensor(runId, retry, ordinal),
        report: scoringKeys.retryReport(runId, retry, ordinal),
      };
}

/** The manifest lines of a shard job: all of its shard, or those whose clips failed so that they are tried again. */
export async function shardClips(store: ObjectStore, job: ShardJob): Promise<ManifestLine[]> {
  const { archiveId, start, end } = job;
  const lines = await readJsonLinesRange(store, archiveKeys.manifest(archiveId), manifestLine, {
    start,
    end,
  });
  if (job.retry === 0) return lines;
  const failed = await clipsToRetry(store, job);
  return lines.filter(({ clip }) => failed.has(clip));
}

async function clipsToRetry(store: ObjectStore, { runId, ordinal, retry }: ShardJob): Promise<Set<number>> {
  const run = await new Records(store, 'scoring-runs', scoringRunRecord).find(runId);
  const codes = run?.retries.find(({ round }) => round === retry)?.codes;
  const { part } = await readPart(store, runId, ordinal, retry - 1);
  if (codes === undefined || part === null)
    throw new SerenadeError(
      'run.failed',
      `The run ${runId} knows of no round ${retry} for shard ${ordinal}.`,
    );
  return new Set(part.errors.filter(({ code }) => codes.includes(code)).map(({ clip }) => clip));
}
