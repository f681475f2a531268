import { jobIds, runKindOf } from '#libs/contracts';
import type { JobProducer } from '#libs/queue';

/** Adds the job that ends a launch. The job does the remaining work, or records an end that only Redis knows. */
export async function addLastJob(producer: JobProducer, runId: string, launch: number): Promise<void> {
  const data = { v: 1, runId, launch } as const;
  if (runKindOf(runId) === 'scoring')
    await producer.add('finish-scoring', [{ jobId: jobIds.finish(runId, launch), data }]);
  else await producer.add('train', [{ jobId: jobIds.train(runId, launch), data }]);
}
