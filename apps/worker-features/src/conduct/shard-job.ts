import { jobIds, type RunRecord, type ShardLine } from '#libs/contracts';
import type { NewJob } from '#libs/queue';

/** The first job of one shard of a launch: it extracts, and adds what scores. */
export function shardJob(run: RunRecord, shard: ShardLine): NewJob<'extract-shard'> {
  const { id: runId, launch, archiveId, featureSetId } = run;
  const { ordinal, start, end, contentHash } = shard;
  const pointer = { v: 1, runId, launch, archiveId, featureSetId, ordinal, start, end, contentHash } as const;
  const scoring = run.kind === 'scoring';
  const round = scoring ? (run.retries.at(-1)?.round ?? 0) : 0;
  return {
    jobId: jobIds.extract(runId, launch, ordinal),
    data: { ...pointer, modelId: scoring ? run.modelId : null, retry: round },
  };
}
