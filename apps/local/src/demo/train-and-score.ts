import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArchiveView } from '#libs/contracts';
import type { ApiClient } from '../api-client.js';
import { LocalError } from '../local-error.js';
import type { Places } from '../places.js';
import { startProgress } from '../progress.js';
import { errorsTable, scoresTable } from '../tables.js';
import { followRun } from './follow-run.js';
import type { DemoInputs } from './inputs.js';
import type { DemoOptions } from './options.js';
import { printEvaluation, printFiles, printHeading, printSummary } from './print-results.js';

const SHOWN_SCORES = 10;
const SHOWN_ERRORS = 10;
/** The synthetic corpus needs fewer epochs; the paper's recipe has 60 for real speech. */
const SYNTHETIC_EPOCHS = 30;

/** Trains on the labeled archive, scores the other one, and prints the results. */
export async function trainAndScore(
  api: ApiClient,
  options: DemoOptions,
  inputs: DemoInputs,
  places: Places,
): Promise<void> {
  const labelled = await upload(api, inputs.labelled);
  const { runId, modelId } = await train(api, options, inputs, labelled, places);
  printEvaluation(await api.report(runId));

  printHeading(`Scoring ${inputs.unlabelled === null ? 'the same archive' : 'a second archive'}`);
  const unlabelled = inputs.unlabelled === null ? labelled : await upload(api, inputs.unlabelled);
  const run = await api.score({ archiveId: unlabelled.id, modelId });
  await followRun('scoring', api.events('scoring-runs', run.id), places.logs);
  await printScores(api, run.id, inputs);
  await printFiles(places.store, [`training-runs/${runId}`, `models/${modelId}`, `scoring-runs/${run.id}`]);
}

async function train(
  api: ApiClient,
  { recipe, featureSet, split, seed, epochs, corpus }: DemoOptions,
  inputs: DemoInputs,
  archive: ArchiveView,
  places: Places,
): Promise<{ runId: string; modelId: string }> {
  const chosen = epochs ?? (corpus === null ? SYNTHETIC_EPOCHS : null);
  const run = await api.train({
    ...{ archiveId: archive.id, corpus: inputs.corpus, recipe, featureSet, split, seed },
    ...(chosen === null ? {} : { epochs: chosen }),
  });
  await followRun('training', api.events('training-runs', run.id), places.logs);
  const modelId = await waitForModel(api, run.id);
  return { runId: run.id, modelId };
}

/** Waits for the model's id, which may be recorded a moment after the event that ends the run. */
async function waitForModel(api: ApiClient, runId: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const { modelId } = await api.trainingRun(runId);
    if (modelId !== null) return modelId;
    await sleep(100);
  }
  throw new LocalError(`Training run ${runId} is complete but has no model.`);
}

async function upload(api: ApiClient, path: string): Promise<ArchiveView> {
  const { size } = await stat(path);
  const bar = startProgress('upload', size);
  const started = performance.now();
  try {
    const archive = await api.upload(path, (sent) =>
      bar.update(sent, `${megabytes(sent)} of ${megabytes(size)}`),
    );
    const seconds = (performance.now() - started) / 1000;
    bar.finish(`${archive.name}: ${archive.entries} entries, ${megabytes(size)} in ${seconds.toFixed(1)} s`);
    return archive;
  } catch (error) {
    bar.abandon();
    throw error;
  }
}

async function printScores(api: ApiClient, runId: string, { madeAs }: DemoInputs): Promise<void> {
  const [scores, errors, summary] = await Promise.all([
    api.scores(runId, madeAs === null ? SHOWN_SCORES : Infinity),
    api.errors(runId, SHOWN_ERRORS),
    api.summary(runId),
  ]);
  console.log('');
  console.log(scoresTable(scores.slice(0, SHOWN_SCORES), madeAs));
  if (madeAs !== null) {
    const agreeing = scores.filter(({ name, label }) => madeAs.get(name) === label).length;
    console.log(
      `\n  ${agreeing} of ${scores.length} have the label of their synthetic emotion (by speakers that training did not hear).`,
    );
  }
  if (errors.length > 0) {
    printHeading(`Failed clips (${Math.min(SHOWN_ERRORS, summary.failed)} of ${summary.failed})`);
    console.log(errorsTable(errors));
  }
  printSummary(summary);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
