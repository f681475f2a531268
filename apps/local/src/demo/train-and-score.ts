import { setTimeout as sleep } from 'node:timers/promises';
import type { ArchiveView, ErrorLine, ScoreLine } from '#libs/contracts';
import { createClient, linesOf, runEvents, type ClientOptions, type SerenadeClient } from '#libs/client';
import { LocalError } from '../local-error.js';
import type { Places } from '../places.js';
import { errorsTable, scoresTable } from '../tables.js';
import { followRun } from './follow-run.js';
import type { DemoInputs } from './inputs.js';
import type { DemoOptions } from './options.js';
import { printEvaluation, printFiles, printHeading, printSummary } from './print-results.js';
import { uploadArchive } from './upload-archive.js';

const SHOWN_SCORES = 10;
const SHOWN_ERRORS = 10;
/** The synthetic corpus needs fewer epochs than real speech, for which the paper's recipe has 60. */
const SYNTHETIC_EPOCHS = 30;

/** Trains on the labeled archive, scores the other one, and prints the results. */
export async function trainAndScore(
  client: ClientOptions,
  options: DemoOptions,
  inputs: DemoInputs,
  places: Places,
): Promise<void> {
  const api = createClient(client);
  const labelled = await uploadArchive(api, inputs.labelled);
  const { runId, modelId } = await train(client, options, inputs, labelled, places);
  printEvaluation(await api.call('GET /v1/training-runs/{id}/report', { params: { id: runId } }));

  printHeading(`Scoring ${inputs.unlabelled === null ? 'the same archive' : 'a second archive'}`);
  const unlabelled = inputs.unlabelled === null ? labelled : await uploadArchive(api, inputs.unlabelled);
  const body = { archiveId: unlabelled.id, modelId };
  const run = await api.call('POST /v1/scoring-runs', { body });
  if ('dryRun' in run) throw new LocalError('The API did a dry run instead of starting the run.');
  await followRun('scoring', runEvents(client, run.id), places.logs);
  await printScores(api, run.id, inputs);
  await printFiles(places.store, [`training-runs/${runId}`, `models/${modelId}`, `scoring-runs/${run.id}`]);
}

async function train(
  client: ClientOptions,
  { recipe, featureSet, split, seed, epochs, corpus }: DemoOptions,
  inputs: DemoInputs,
  archive: ArchiveView,
  places: Places,
): Promise<{ runId: string; modelId: string }> {
  const chosen = epochs ?? (corpus === null ? SYNTHETIC_EPOCHS : null);
  const api = createClient(client);
  const body = {
    ...{ archiveId: archive.id, corpus: inputs.corpus, recipe, featureSet, split, seed },
    ...(chosen === null ? {} : { epochs: chosen }),
  };
  const run = await api.call('POST /v1/training-runs', { body });
  await followRun('training', runEvents(client, run.id), places.logs);
  const modelId = await waitForModel(api, run.id);
  return { runId: run.id, modelId };
}

/** Waits for the model's id, which may be recorded a moment after the event that ends the run. */
async function waitForModel(api: SerenadeClient, runId: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const { modelId } = await api.call('GET /v1/training-runs/{id}', { params: { id: runId } });
    if (modelId !== null) return modelId;
    await sleep(100);
  }
  throw new LocalError(`Training run ${runId} is complete but has no model.`);
}

async function printScores(api: SerenadeClient, runId: string, { madeAs }: DemoInputs): Promise<void> {
  const params = { id: runId };
  const [scores, errors, summary] = await Promise.all([
    firstLines<ScoreLine>(
      await api.open('GET /v1/scoring-runs/{id}/scores', { params }),
      madeAs === null ? SHOWN_SCORES : Infinity,
    ),
    firstLines<ErrorLine>(await api.open('GET /v1/scoring-runs/{id}/errors', { params }), SHOWN_ERRORS),
    api.call('GET /v1/scoring-runs/{id}/summary', { params }),
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

async function firstLines<T>({ body }: Response, most: number): Promise<T[]> {
  const lines: T[] = [];
  if (body === null) return lines;
  for await (const line of linesOf(body)) {
    if (lines.length >= most) break;
    lines.push(JSON.parse(line) as T);
  }
  return lines;
}
