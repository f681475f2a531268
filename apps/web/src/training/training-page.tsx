import type { TrainingRun } from '../api/types.js';
import { useRun } from '../api/use-run.js';
import { shareDone, wordsOf } from '../run-states.js';
import { Announce } from '../ui/announce.js';
import { Loading, Problem } from '../ui/note.js';
import { Page } from '../ui/page.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { RunHead } from '../ui/run-head.js';
import { count, duration } from '../words.js';
import { TrainingControls } from './training-controls.js';

export function TrainingPage({ runId }: { runId: string }) {
  const { watched, error, follow } = useRun(runId);
  const run = watched?.run;
  return (
    <Page id={runId} title={run === undefined ? 'Training' : `Training on ${run.archiveName}`}>
      {error !== null && <Problem message={error} onRetry={follow} />}
      {run?.kind === 'training' ? (
        <>
          <RunHead run={run}>
            <TrainingControls run={run} onSteered={follow} />
          </RunHead>
          <Progress run={run} />
        </>
      ) : (
        error === null && <Loading what="the run" />
      )}
    </Page>
  );
}

/** How far it is: clips until their features are made, epochs from then on. */
function Progress({ run }: { run: TrainingRun }) {
  const { clips, extracted, failed, epoch, epochs, eta } = run.progress;
  const numbers: [string, string][] = [
    ['Clips', clips === null ? '–' : count(clips)],
    ['Extracted', count(extracted)],
    ['Failed', count(failed)],
    ['Epoch', epochs === 0 ? '–' : `${count(epoch)} of ${count(epochs)}`],
  ];
  if (eta !== null) numbers.push(['Left', duration(eta.seconds)]);
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">Progress</h2>
      <ProgressBar label="Progress of the run" share={shareDone(run)} />
      <dl class="numbers">
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Announce
        urgent={`The run is ${wordsOf(run.state)}`}
        text={epochs === 0 ? '' : `Epoch ${count(epoch)} of ${count(epochs)}.`}
      />
    </section>
  );
}
