import { SerenadeError, archiveIndex, isOver, modelCard, type ScoringSummary } from '#libs/contracts';
import type { Counts, HandledJob } from '#libs/queue';
import { Records, archiveKeys, getJson, putJson, scoringKeys } from '#libs/storage';
import type { FeatureWorkerContext } from './feature-worker-context.js';
import { writeResults } from './score-results.js';

/**
 * Writes the results of a scoring run when every shard is finished, or when the run is cancelled. The run is complete
 * only if scored, failed and cancelled clips add up to the lines of the manifest.
 */
export async function finishScoring(
  context: FeatureWorkerContext,
  job: HandledJob<'finish-scoring'>,
): Promise<Counts> {
  const { store, ledger } = context;
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
    await ledger.end(runId, 'cancelled'); // the archive was never indexed, so there is nothing to count
    return { cancelled: 1 };
  }
  if (!wasCancelled) {
    await ledger.move(runId, 'finishing');
    if (await ledger.isStopped(job.data)) return { skipped: 1 };
  }
  const index = await getJson(store, archiveKeys.index(run.archiveId), archiveIndex);
  const card = await new Records(store, 'models', modelCard).find(run.modelId);
  if (card === null) throw new SerenadeError('model.not_found', `The model ${run.modelId} was deleted.`);
  const results = await writeResults(store, run, card, wasCancelled);
  const { scored, failed, cancelled } = results;
  if (scored + failed + cancelled !== index.clips) {
    throw new SerenadeError(
      'run.incomplete',
      `${scored} scored, ${failed} failed and ${cancelled} cancelled clips do not add up to ${index.clips}.`,
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
  // A run that is cancelled after its last clip was scored is complete.
  await ledger.end(runId, cancelled > 0 ? 'cancelled' : failed > 0 ? 'completed_with_errors' : 'completed');
  return { scored, failed, cancelled };
}
