import { useState } from 'preact/hooks';
import { ask } from '../api/client.js';
import { beginScoring } from '../api/begin-scoring.js';
import type { Model } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Empty, Problem } from '../ui/note.js';
import { percent } from '../words.js';
import { DryRun } from './dry-run.js';
import { useBegin } from './use-begin.js';

const MOST_MODELS = 200;

interface Props {
  readonly archiveId: string;
  /** The preselected model; null for the default. */
  readonly wanted: string | null;
}

/** Lets the user choose a model and start the scoring. */
export function ScoreForm({ archiveId, wanted }: Props) {
  const query = { limit: MOST_MODELS };
  const models = useLoaded('models', (signal) => ask('GET /v1/models', { query, signal }));
  return (
    <LoadedView loaded={models} what="models">
      {({ items }) =>
        items.length === 0 ? (
          <Empty>
            <p>
              No models yet. <a href={hrefs.train()}>Train one</a> first.
            </p>
          </Empty>
        ) : (
          <Choice archiveId={archiveId} models={items} wanted={wanted} />
        )
      }
    </LoadedView>
  );
}

function Choice({ archiveId, models, wanted }: Props & { models: readonly Model[] }) {
  const chosen = models.find(({ id }) => id === wanted) ?? models.find(({ promoted }) => promoted);
  const [modelId, setModelId] = useState((chosen ?? models[0])?.id ?? '');
  const { isBusy, error, submit } = useBegin(async () =>
    hrefs.scoring((await beginScoring(archiveId, modelId)).id),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset>
        <legend>Model</legend>
        {models.map(({ id, name, labels, test, corpus }) => (
          <label key={id} class="choice">
            <input type="radio" name="model" checked={id === modelId} onChange={() => setModelId(id)} />
            <span>
              <strong>{name}</strong>
              <span class="small">
                {test === null ? 'UAR unknown' : `UAR ${percent(test.uar)} on ${corpus}`} ·{' '}
                {labels.join(', ')}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <DryRun archiveId={archiveId} modelId={modelId} />
      {error !== null && <Problem message={error} />}
      <button type="submit" class="main" disabled={isBusy}>
        {isBusy ? 'Starting …' : 'Start scoring'}
      </button>
    </form>
  );
}
