import '../training/training.css';
import { ask } from '../api/client.js';
import { fetchRun } from '../api/run-watch.js';
import type { RunState } from '#libs/contracts';
import type { Evaluation, EvaluationReport } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Page } from '../ui/page.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { SteerButtons } from '../ui/steer-buttons.js';
import { count, moment } from '../words.js';
import { FoldTable } from './fold-table.js';
import { Figures } from './figures.js';

const EVERY_MS = 3_000;

interface Loaded {
  readonly evaluation: Evaluation;
  /** Null until all trainings are completed. */
  readonly report: EvaluationReport | null;
  /** States of the trainings, in the order of their ids. */
  readonly states: readonly RunState[];
}

/** Shows an evaluation: one training per fold and seed, and their combined results. */
export function EvaluationPage({ evaluationId }: { evaluationId: string }) {
  const loaded = useLoaded(evaluationId, (signal) => load(evaluationId, signal), EVERY_MS);
  const evaluation = loaded.data?.evaluation;
  const title = evaluation === undefined ? 'Evaluation' : `${evaluation.protocol} on ${evaluation.corpus}`;
  return (
    <Page id={evaluationId} title={title}>
      <LoadedView loaded={loaded} what="the evaluation">
        {(data) => <Shown {...data} onSteered={loaded.reload} />}
      </LoadedView>
    </Page>
  );
}

function Shown({ evaluation, report, states, onSteered }: Loaded & { onSteered: () => void }) {
  const { id, state, runs, recipe, featureSet, folds, seeds, foldCount, createdAt } = evaluation;
  const cancel = {
    name: 'Cancel',
    act: () => ask('POST /v1/evaluations/{id}/cancel', { params: { id } }),
    question: 'This ends all unfinished trainings. Cancel them?',
  };
  return (
    <>
      <div class="between">
        <p>
          <span class={`badge ${state === 'completed' ? 'good' : state === 'running' ? 'busy' : 'bad'}`}>
            {state}
          </span>{' '}
          <span class="small">started {moment(createdAt)}</span>
        </p>
        <SteerButtons steps={state === 'running' ? [cancel] : []} onSteered={onSteered} />
      </div>
      <p class="small">
        recipe {recipe} · {featureSet} · {count(folds.length)} of {count(foldCount)} folds ·{' '}
        {seeds.length === 1 ? `seed ${String(seeds[0])}` : `${count(seeds.length)} seeds`}
      </p>
      {state === 'running' && <ProgressBar label="Completed trainings" share={runs.completed / runs.total} />}
      {report !== null && <Figures report={report} />}
      <FoldTable evaluation={evaluation} report={report} states={states} />
    </>
  );
}

async function load(id: string, signal: AbortSignal): Promise<Loaded> {
  const params = { id };
  const evaluation = await ask('GET /v1/evaluations/{id}', { params, signal });
  if (evaluation.state === 'completed') {
    const report = await ask('GET /v1/evaluations/{id}/report', { params, signal });
    return { evaluation, report, states: evaluation.runIds.map(() => 'completed') };
  }
  const states: RunState[] = [];
  for (const runId of evaluation.runIds) states.push((await fetchRun(runId, signal)).state);
  return { evaluation, report: null, states };
}
