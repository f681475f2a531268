import { useState } from 'preact/hooks';
import { ask } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Empty } from '../ui/note.js';
import { Page } from '../ui/page.js';
import { Comparison } from './comparison.js';
import { ModelCards } from './model-cards.js';

const MOST_MODELS = 200;

/** Lists all models, and compares the selected ones in the order of selection. */
export function ModelsPage({ compared }: { compared: readonly string[] }) {
  const [archived, setArchived] = useState(false);
  const query = { limit: MOST_MODELS, archived };
  const models = useLoaded(`models ${String(archived)}`, (signal) =>
    ask('GET /v1/models', { query, signal }),
  );
  const caller = useLoaded('caller', (signal) => ask('GET /v1/caller', { signal }));
  return (
    <Page id="models" title="Models">
      <div class="between">
        <p class="links">
          <a href={hrefs.try()}>Try a model on a recording</a>
          <a href={hrefs.evaluations}>Evaluations</a>
        </p>
        <label class="row">
          <input
            type="checkbox"
            checked={archived}
            onChange={(event) => setArchived(event.currentTarget.checked)}
          />
          Show archived models
        </label>
      </div>
      <LoadedView loaded={models} what="models">
        {({ items }) =>
          items.length === 0 ? (
            <Empty>
              No models yet. <a href={hrefs.train()}>Train one.</a>
            </Empty>
          ) : (
            <>
              <Comparison models={compared.flatMap((id) => items.filter((model) => model.id === id))} />
              <ModelCards models={items} compared={compared} caller={caller.data} onChanged={models.reload} />
            </>
          )
        }
      </LoadedView>
    </Page>
  );
}
