import type { ComponentChildren } from 'preact';
import { ask } from '../api/client.js';
import type { Model } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Empty } from '../ui/note.js';

const MOST_MODELS = 200;

interface Props {
  /** Id of the preselected model; null for the default. */
  readonly wanted: string | null;
  readonly children: (models: readonly Model[], chosen: Model) => ComponentChildren;
}

/** Loads the models for a choice and shows its content, or a note if there are no models yet. */
export function WithModels({ wanted, children }: Props) {
  const query = { limit: MOST_MODELS };
  const models = useLoaded('models', (signal) => ask('GET /v1/models', { query, signal }));
  return (
    <LoadedView loaded={models} what="models">
      {({ items }) => {
        const chosen =
          items.find(({ id }) => id === wanted) ?? items.find(({ promoted }) => promoted) ?? items[0];
        if (chosen !== undefined) return children(items, chosen);
        return (
          <Empty>
            No models yet. <a href={hrefs.train()}>Train one</a> first.
          </Empty>
        );
      }}
    </LoadedView>
  );
}
