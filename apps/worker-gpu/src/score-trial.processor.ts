import { SerenadeError, shardReport, type JobData, type TrialReply } from '#libs/contracts';
import { decodeShard } from '#libs/features';
import type { Counts, HandledJob } from '#libs/queue';
import { replyWith } from '#libs/runs';
import { getJson, trialKeys } from '#libs/storage';
import type { GpuWorkerContext } from './gpu-worker-context.js';
import { findCard, scoreFeatures } from './score-features.js';
import { scoreLineOf } from './score-line.js';

/** Scores the one recording of a trial. The API waits for the reply. */
export function scoreTrial(context: GpuWorkerContext, { data }: HandledJob<'score-trial'>): Promise<Counts> {
  return replyWith(context.trials, data.trialId, () => score(context, data));
}

async function score(context: GpuWorkerContext, data: JobData<'score-trial'>): Promise<TrialReply> {
  const { store } = context;
  const { trialId, modelId, featureSetId } = data;
  const startedAt = performance.now();
  const [card, report, tensor] = await Promise.all([
    findCard(store, modelId, featureSetId),
    getJson(store, trialKeys.report(trialId), shardReport),
    store.get(trialKeys.tensor(trialId)),
  ]);
  const [clip] = report.clips;
  if (clip?.status !== 'extracted')
    throw new SerenadeError('internal.error', `The report of the trial ${trialId} contains no clip.`);
  const { probabilities, engine } = await scoreFeatures(context, card, decodeShard(tensor, featureSetId));
  const line = scoreLineOf({ clip: 0, name: '' }, clip, card, probabilities, engine.name);
  const { clip: _clip, name: _name, ...scored } = line;
  const scoringMs = Math.round(performance.now() - startedAt);
  return { status: 'scored', score: scored, extractionMs: Math.round(report.extractionMs), scoringMs };
}
