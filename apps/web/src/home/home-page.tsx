import { useState } from 'preact/hooks';
import { ask, fetchFrom } from '../api/client.js';
import type { Readiness, Run } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { hrefs } from '../routes.js';
import { isOver } from '#libs/contracts/run-states';
import { LoadedView } from '../ui/loaded-view.js';
import { Empty } from '../ui/note.js';
import { Page } from '../ui/page.js';
import { Section } from '../ui/section.js';
import { QueueTable } from './queue-table.js';
import { RunList } from './run-list.js';
import { WorkerTable } from './worker-table.js';

const RUNS_EVERY_MS = 3_000;
const HEALTH_EVERY_MS = 5_000;
/** Number of runs loaded of each kind, newest first. Unfinished runs are among them. */
const ASKED = 100;
const SHOWN = 20;

export function HomePage() {
  const runs = useLoaded('runs', loadRuns, RUNS_EVERY_MS);
  const health = useLoaded('health', loadHealth, HEALTH_EVERY_MS);
  return (
    <Page id="home" title="Overview">
      <div class="actions">
        <a class="action" href={hrefs.score()}>
          <strong>Score an archive</strong>
          <span>Get the emotion of every clip in a zip or tar</span>
        </a>
        <a class="action" href={hrefs.train()}>
          <strong>Train a model</strong>
          <span>Use an archive of labeled clips</span>
        </a>
      </div>
      <LoadedView loaded={runs} what="runs">
        {(all) => <Runs runs={all} />}
      </LoadedView>
      <LoadedView loaded={health} what="workers">
        {(readiness) => (
          <>
            <WorkerTable readiness={readiness} />
            <QueueTable queues={readiness.queues} />
          </>
        )}
      </LoadedView>
    </Page>
  );
}

function Runs({ runs }: { runs: readonly Run[] }) {
  const going = runs.filter(({ state }) => !isOver(state));
  const over = runs.filter(({ state }) => isOver(state));
  const [shown, setShown] = useState(SHOWN);
  return (
    <>
      <Section id="going" title="Running">
        {going.length > 0 ? (
          <RunList runs={going} />
        ) : (
          <Empty>
            Nothing is running. {runs.length === 0 && 'Choose one of the two actions above to start.'}
          </Empty>
        )}
      </Section>
      {over.length > 0 && (
        <Section id="over" title="Finished">
          <RunList runs={over.slice(0, shown)} />
          {over.length > shown && (
            <button type="button" class="more" onClick={() => setShown(shown + 2 * SHOWN)}>
              Show older runs
            </button>
          )}
        </Section>
      )}
    </>
  );
}

/** Loads runs of both kinds, newest first. */
async function loadRuns(signal: AbortSignal): Promise<Run[]> {
  const query = { limit: ASKED };
  const [scoring, training] = await Promise.all([
    ask('GET /v1/scoring-runs', { query, signal }),
    ask('GET /v1/training-runs', { query, signal }),
  ]);
  const all: Run[] = [...scoring.items, ...training.items];
  return all.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

async function loadHealth(signal: AbortSignal): Promise<Readiness> {
  const isDown = 503; // the body explains the fault
  return (await fetchFrom('/health/ready', { signal }, isDown)).json() as Promise<Readiness>;
}
