import { useState } from 'preact/hooks';
import { ask } from '../api/client.js';
import { beginScoring } from '../api/begin-scoring.js';
import type { Model, ScoringRun } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Empty, Problem } from '../ui/note.js';
import { Select } from '../ui/select.js';
import { useBegin } from '../upload/use-begin.js';
import { moment, percent } from '../words.js';

const ASKED = 200;

/** Lets the user choose another model's run to compare with, or start one. */
export function Other({ run }: { run: ScoringRun }) {
  const query = { limit: ASKED };
  const loaded = useLoaded(run.id, async (signal) => {
    const [models, runs] = await Promise.all([
      ask('GET /v1/models', { query, signal }),
      ask('GET /v1/scoring-runs', { query, signal }),
    ]);
    return { models: models.items, runs: runs.items };
  });
  return (
    <LoadedView loaded={loaded} what="models">
      {({ models, runs }) => (
        <>
          <KnownRuns run={run} runs={runs} models={models} />
          <NewRun run={run} models={models.filter(({ id }) => id !== run.modelId)} />
        </>
      )}
    </LoadedView>
  );
}

interface KnownProps {
  readonly run: ScoringRun;
  readonly runs: readonly ScoringRun[];
  readonly models: readonly Model[];
}

function KnownRuns({ run, runs, models }: KnownProps) {
  const others = runs.filter(
    ({ id, archiveId, modelId, state }) =>
      id !== run.id && archiveId === run.archiveId && modelId !== run.modelId && state !== 'failed',
  );
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="known-runs">
      <h2 id="known-runs">Runs of this archive with other models</h2>
      <ul class="cards">
        {others.map(({ id, modelId, modelVersion, createdAt }) => (
          <li key={id} class="card between">
            <a class="name" href={hrefs.agreement(run.id, id)}>
              {models.find((model) => model.id === modelId)?.name ?? modelId}
            </a>
            <span class="small">
              {modelVersion} · {moment(createdAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NewRun({ run, models }: { run: ScoringRun; models: readonly Model[] }) {
  const [modelId, setModelId] = useState(models[0]?.id ?? '');
  const { isBusy, error, submit } = useBegin(async () =>
    hrefs.agreement(run.id, (await beginScoring(run.archiveId, modelId)).id),
  );
  if (models.length === 0)
    return (
      <Empty>
        <p>
          No other model exists yet. <a href={hrefs.train()}>Train one.</a>
        </p>
      </Empty>
    );
  return (
    <section aria-labelledby="new-run">
      <h2 id="new-run">Score the archive with another model</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="fields">
          <Select
            label="Model"
            options={Object.fromEntries(models.map((model) => [model.id, formatModel(model)]))}
            value={modelId}
            onChange={setModelId}
          />
        </div>
        <p class="small">
          Extracted features are reused: with a model of the same feature set, the run only computes scores.
        </p>
        {error !== null && <Problem message={error} />}
        <button type="submit" class="main" disabled={isBusy}>
          {isBusy ? 'Starting …' : 'Score and compare'}
        </button>
      </form>
    </section>
  );
}

function formatModel({ name, version, test }: Model): string {
  return `${name} (${version})${test === null ? '' : `, UAR ${percent(test.uar)}`}`;
}
