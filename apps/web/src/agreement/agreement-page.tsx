import '../scoring/scoring.css';
import '../training/training.css';
import { ask } from '../api/client.js';
import type { Model, ScoringRun } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { useRun } from '../api/use-run.js';
import { hrefs } from '../routes.js';
import { isOver } from '#libs/contracts/run-states';
import { ScoringProgress } from '../scoring/scoring-progress.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Loading, Problem } from '../ui/note.js';
import { Page } from '../ui/page.js';
import { RunHead } from '../ui/run-head.js';
import { Other } from './other.js';
import { AgreementView } from './shown.js';

/** Compares two models on one archive. `otherId` is null until the user chooses the second run. */
export function AgreementPage({ runId, otherId }: { runId: string; otherId: string | null }) {
  const watched = useRun(runId);
  const name = watched.data?.run.archiveName;
  return (
    <Page
      id={`${runId} ${otherId ?? ''}`}
      title={name === undefined ? 'Two models' : `Two models on ${name}`}
    >
      <LoadedView loaded={watched} what="the run">
        {({ run }) => {
          if (run.kind !== 'scoring') return null;
          return otherId === null ? (
            <Other run={run} />
          ) : (
            <BothRuns key={otherId} run={run} otherId={otherId} />
          );
        }}
      </LoadedView>
    </Page>
  );
}

function BothRuns({ run, otherId }: { run: ScoringRun; otherId: string }) {
  const { data, error, reload } = useRun(otherId);
  const first = useModel(run.modelId);
  const other = data?.run;
  const second = useModel(other?.kind === 'scoring' ? other.modelId : null);
  if (error !== null) return <Problem message={error} onRetry={reload} />;
  if (other?.kind !== 'scoring') return <Loading what="the other run" />;
  if (other.archiveId !== run.archiveId)
    return <Problem message="The two runs scored different archives and cannot be compared." />;
  return (
    <>
      <p>
        First: <a href={hrefs.scoring(run.id)}>{formatName(first, run)}</a>
        <br />
        Second: <a href={hrefs.scoring(other.id)}>{formatName(second, other)}</a> ·{' '}
        <a href={hrefs.agreement(run.id)}>choose another model</a>
      </p>
      {isOver(other.state) && isOver(run.state) ? (
        <AgreementView firstId={run.id} secondId={other.id} />
      ) : (
        <>
          <RunHead run={isOver(run.state) ? other : run} />
          <ScoringProgress run={isOver(run.state) ? other : run} />
        </>
      )}
    </>
  );
}

function useModel(modelId: string | null): Model | null {
  return useLoaded(modelId ?? '', (signal) =>
    modelId === null
      ? Promise.resolve(null)
      : ask('GET /v1/models/{id}', { params: { id: modelId }, signal }),
  ).data;
}

/** Names a model with its version, because two models may share a name. */
function formatName(model: Model | null, { modelVersion }: ScoringRun): string {
  return `${model?.name ?? 'model'} (${modelVersion})`;
}
