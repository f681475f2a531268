import { useState } from 'preact/hooks';
import { ask } from '../api/client.js';
import { beginScoring } from '../api/begin-scoring.js';
import type { Model, ScoringRun } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Empty } from '../ui/note.js';
import { Section } from '../ui/section.js';
import { Select } from '../ui/select.js';
import { BeginForm } from '../upload/begin-form.js';
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
    <Section id="known-runs" title="Runs of this archive with other models">
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
    </Section>
  );
}

function NewRun({ run, models }: { run: ScoringRun; models: readonly Model[] }) {
  const [modelId, setModelId] = useState(models[0]?.id ?? '');
  if (models.length === 0)
    return (
      <Empty>
        No other model exists yet. <a href={hrefs.train()}>Train one.</a>
      </Empty>
    );
  return (
    <Section id="new-run" title="Score the archive with another model">
      <BeginForm
        action="Score and compare"
        begin={async () => hrefs.agreement(run.id, (await beginScoring(run.archiveId, modelId)).id)}
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
      </BeginForm>
    </Section>
  );
}

function formatModel({ name, version, test }: Model): string {
  return `${name} (${version})${test === null ? '' : `, UAR ${percent(test.uar)}`}`;
}
