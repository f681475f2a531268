import { SerenadeError, archiveIndex, isOver, modelCard, type ScoringSummary } from '#libs/contracts';
import type { Counts, HandledJob } from '#libs/queue';
import { Records, archiveKeys, getJson, putJson, scoringKeys } from '#libs/storage';
import type { Platform } from './platform.js';
import { writeResults } from './score-results.js';

/**
 * Runs when every shard of a scoring run is through, or when it is cancelled. The run is complete only when each line of the
 * manifest has one score or one error (or was cancelled); the summary says so.
 */
export async function finishScoring(platform: Platform, job: HandledJob<'finish-scoring'>): Promise<Counts> {
  const { store, ledger } = platform;
  const { runId, launch } = job.data;
  const run = await ledger.scoring.find(runId);
  const state = await ledger.state(runId);
  if (run === null || state === null || run.launch !== launch) return { skipped: 1 };
  if (isOver(state)) {
    await ledger.settle(runId);
    return { skipped: 1 };
  }
  const wasCancelled = state === 'cancelling';
  if (wasCancelled && (await store.head(archiveKeys.index(run.archiveId))) === null) {
    await ledger.end(runId, 'cancelled'); // before there was anything to count
    return { cancelled: 1 };
  }
  if (!wasCancelled) {
    await ledger.move(runId, 'finishing');
    if (await ledger.isStopped(job.data)) return { skipped: 1 };
  }
  const index = await getJson(store, archiveKeys.index(run.archiveId), archiveIndex);
  const card = await new Records(store, 'models', modelCard).find(run.modelId);
  if (card === null) throw new SerenadeError('model.not_found', `The model ${run.modelId} is gone.`);
  const results = await writeResults(store, run, card, wasCancelled);
  const { scored, failed, cancelled } = results;
  if (scored + failed + cancelled !== index.clips) {
    throw new SerenadeError(
      'run.incomplete',
      `${scored} scored, ${failed} failed and ${cancelled} cancelled clips do not make ${index.clips}.`,
    );
  }
  const summary: ScoringSummary = {
    v: 1,
    runId,
    archiveId: run.archiveId,
    modelId: run.modelId,
    modelVersion: run.modelVersion,
    featureSet: run.featureSet,
    featureSetId: run.featureSetId,
    clips: index.clips,
    ignored: index.ignored,
    ...results,
    manifestSha256: index.manifestSha256,
    startedAt: run.createdAt,
    finishedAt: new Date().toISOString(),
  };
  await putJson(store, scoringKeys.summary(runId), summary);
  await ledger.live.setCounts(runId, { scored, failed, cancelled });
  // What is cancelled when nothing is left to do is complete.
  await ledger.end(runId, cancelled > 0 ? 'cancelled' : failed > 0 ? 'completed_with_errors' : 'completed');
  return { scored, failed, cancelled };
}
