import { SerenadeError, shardReport, type JobData, type TrialAnswer } from '#libs/contracts';
import { decodeShard } from '#libs/features';
import type { Counts, HandledJob } from '#libs/queue';
import { answerWork } from '#libs/runs';
import { getJson, trialKeys } from '#libs/storage';
import type { Platform } from './platform.js';
import { findCard, scoreFeatures } from './score-features.js';
import { scoreLineOf } from './score-line.js';

/** Scores one recording that somebody waits for. */
export function scoreTrial(platform: Platform, { data }: HandledJob<'score-trial'>): Promise<Counts> {
  return answerWork(platform.trials, data.trialId, () => score(platform, data));
}

async function score(platform: Platform, data: JobData<'score-trial'>): Promise<TrialAnswer> {
  const { store } = platform;
  const { trialId, modelId, featureSetId } = data;
  const startedAt = performance.now();
  const [card, report, tensor] = await Promise.all([
    findCard(store, modelId, featureSetId),
    getJson(store, trialKeys.report(trialId), shardReport),
    store.get(trialKeys.tensor(trialId)),
  ]);
  const [clip] = report.clips;
  if (clip?.status !== 'extracted')
    throw new SerenadeError('internal.error', `The report of the trial ${trialId} has no clip.`);
  const { probabilities, engine } = await scoreFeatures(platform, card, decodeShard(tensor, featureSetId));
  const line = scoreLineOf({ clip: 0, name: '' }, clip, card, probabilities, engine.name);
  const { clip: _clip, name: _name, ...scored } = line;
  const scoringMs = Math.round(performance.now() - startedAt);
  return { status: 'scored', score: scored, extractionMs: Math.round(report.extractionMs), scoringMs };
}
