import './training.css';
import { ask } from '../api/client.js';
import type { EpochMetrics } from '../api/run-watch.js';
import type { TrainingReport, TrainingRun } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { useRun } from '../api/use-run.js';
import { shareDone, formatState } from '../run-states.js';
import { Announce } from '../ui/announce.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Numbers } from '../ui/numbers.js';
import { Page } from '../ui/page.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { RunHead } from '../ui/run-head.js';
import { Section } from '../ui/section.js';
import { count, duration } from '../words.js';
import { Learning } from './learning.js';
import { Report } from './report.js';

export function TrainingPage({ runId }: { runId: string }) {
  const watched = useRun(runId);
  const name = watched.data?.run.archiveName;
  return (
    <Page id={runId} title={name === undefined ? 'Training' : `Training on ${name}`}>
      <LoadedView loaded={watched} what="the run">
        {({ run, epochs }) =>
          run.kind === 'training' && <Shown run={run} epochs={epochs} onSteered={watched.reload} />
        }
      </LoadedView>
    </Page>
  );
}

interface ShownProps {
  readonly run: TrainingRun;
  readonly epochs: readonly EpochMetrics[];
  readonly onSteered: () => void;
}

function Shown({ run, epochs, onSteered }: ShownProps) {
  const report = useLoaded(`${run.id} ${run.state}`, (signal) => loadReport(run, signal));
  return (
    <>
      <RunHead run={run} onSteered={onSteered} />
      <p class="small">
        {run.corpus} · recipe {run.recipe} · split {run.split}, fold {run.fold}, seed {run.seed}
      </p>
      <Progress run={run} />
      {run.state === 'completed' && <Report report={report} />}
      {/* Redis may have lost the events of a finished run; its report has the epochs too. */}
      <Learning epochs={epochs.length > 0 ? epochs : (report.data?.history ?? [])} />
    </>
  );
}

async function loadReport({ id, state }: TrainingRun, signal: AbortSignal): Promise<TrainingReport | null> {
  if (state !== 'completed') return null;
  return ask('GET /v1/training-runs/{id}/report', { params: { id }, signal });
}

/** Counts clips while features are extracted, then epochs. */
function Progress({ run }: { run: TrainingRun }) {
  const { clips, extracted, failed, epoch, epochs, eta } = run.progress;
  const numbers: [string, string][] = [
    ['Clips', clips === null ? '–' : count(clips)],
    ['Extracted', count(extracted)],
    ['Failed', count(failed)],
    ['Epoch', epochs === 0 ? '–' : `${count(epoch)} of ${count(epochs)}`],
  ];
  if (eta !== null) numbers.push(['Time left', duration(eta.seconds)]);
  return (
    <Section id="progress" title="Progress">
      <ProgressBar label="Progress of the run" share={shareDone(run)} />
      <Numbers of={numbers} />
      <Announce
        urgent={`The run is ${formatState(run.state)}`}
        text={epochs === 0 ? '' : `Epoch ${count(epoch)} of ${count(epochs)}.`}
      />
    </Section>
  );
}
