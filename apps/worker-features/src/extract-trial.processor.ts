import type { JobData, TrialReply } from '#libs/contracts';
import type { Counts, HandledJob } from '#libs/queue';
import { replyWith } from '#libs/runs';
import { putJson, readDefinition, trialKeys } from '#libs/storage';
import type { FeatureWorkerContext } from './feature-worker-context.js';
import { encodeTensor } from './encode-tensor.js';

/** Extracts the features of a try's recording, and enqueues its scoring. */
export function extractTrial(
  context: FeatureWorkerContext,
  { data }: HandledJob<'extract-trial'>,
): Promise<Counts> {
  return replyWith(context.trials, data.trialId, () => extract(context, data));
}

async function extract(
  { store, pool, producer, maxClipBytes }: FeatureWorkerContext,
  data: JobData<'extract-trial'>,
): Promise<TrialReply | null> {
  const { trialId, featureSetId, size } = data;
  const object = { key: trialKeys.clip(trialId) };
  const line = { clip: 0, name: 'recording', offset: 0, compressedSize: size, size, method: 0, object };
  const extraction = await pool.extract({ archiveId: trialId, featureSetId, lines: [line], maxClipBytes });
  const [report] = extraction.reports;
  if (report?.status === 'failed') return report;
  const definition = await readDefinition(store, featureSetId);
  await store.put(trialKeys.tensor(trialId), encodeTensor(featureSetId, definition, extraction));
  await putJson(store, trialKeys.report(trialId), {
    v: 1,
    shardId: trialId,
    featureSetId,
    clips: extraction.reports,
    extractionMs: extraction.milliseconds,
  });
  await producer.addAwaited('score-trial', trialId, data);
  return null;
}
