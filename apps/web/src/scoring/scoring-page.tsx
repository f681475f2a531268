import './scoring.css';
import { useMemo } from 'preact/hooks';
import { ask } from '../api/client.js';
import type { ScoringRun, ScoringSummary } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { useRun } from '../api/use-run.js';
import { hrefs } from '../routes.js';
import { isOver } from '#libs/contracts/run-states';
import { LoadedView } from '../ui/loaded-view.js';
import { Page } from '../ui/page.js';
import { RunHead } from '../ui/run-head.js';
import { ClipDrawer } from './clip-drawer.js';
import { countLabels, countUncertain } from './clip-rows.js';
import { ClipTable } from './clip-table.js';
import { Distribution } from './distribution.js';
import { Domain } from './domain-note.js';
import { Downloads } from './downloads.js';
import { Failures, Warnings } from './failures.js';
import { ScoringProgress } from './scoring-progress.js';
import { useClips } from './use-clips.js';

export function ScoringPage({ runId, clip }: { runId: string; clip: number | null }) {
  const watched = useRun(runId);
  const name = watched.data?.run.archiveName;
  return (
    <Page id={runId} title={name === undefined ? 'Scoring' : `Scoring ${name}`}>
      <LoadedView loaded={watched} what="the run">
        {({ run }) => run.kind === 'scoring' && <Shown run={run} clip={clip} onSteered={watched.reload} />}
      </LoadedView>
    </Page>
  );
}

interface ShownProps {
  readonly run: ScoringRun;
  readonly clip: number | null;
  readonly onSteered: () => void;
}

function Shown({ run, clip, onSteered }: ShownProps) {
  const clips = useClips(run);
  const summary = useLoaded(`${run.id} ${String(run.launch)} ${run.state}`, (signal) =>
    loadSummary(run, signal),
  );
  const counts = useMemo(() => countLabels(clips.rows), [clips.rows]);
  const uncertain = useMemo(() => countUncertain(clips.rows), [clips.rows]);
  return (
    <>
      <RunHead run={run} onSteered={onSteered} />
      <ScoringProgress run={run} />
      <Distribution counts={counts} uncertain={uncertain} summary={summary.data} />
      {summary.data?.domain !== undefined && <Domain note={summary.data.domain} />}
      <Failures byCode={summary.data?.errorsByCode ?? run.progress.failedByCode} />
      <Warnings byCode={summary.data?.warningsByCode ?? {}} />
      <ClipTable runId={run.id} clips={clips} labels={[...counts.keys()].sort()} />
      {summary.data !== null && (
        <>
          <p>
            <a href={hrefs.agreement(run.id)}>Compare with another model on the same archive</a>
          </p>
          <Downloads runId={run.id} />
        </>
      )}
      {clip !== null && <ClipDrawer runId={run.id} clip={clip} />}
    </>
  );
}

/** Returns null while the run is unfinished. */
async function loadSummary({ id, state }: ScoringRun, signal: AbortSignal): Promise<ScoringSummary | null> {
  if (!isOver(state) || state === 'failed') return null;
  return ask('GET /v1/scoring-runs/{id}/summary', { params: { id }, signal });
}
