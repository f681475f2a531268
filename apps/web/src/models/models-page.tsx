import { ask } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Empty } from '../ui/note.js';
import { Page } from '../ui/page.js';
import { Comparison } from './comparison.js';
import { ModelCards } from './model-cards.js';

const MOST_MODELS = 200;

/** All models, and those that are compared side by side. */
export function ModelsPage({ compared }: { compared: readonly string[] }) {
  const query = { params: { query: { limit: MOST_MODELS } } };
  const models = useLoaded('models', (signal) => ask((client) => client.GET('/v1/models', query), signal));
  return (
    <Page id="models" title="Models">
      <LoadedView loaded={models} what="models">
        {({ items }) =>
          items.length === 0 ? (
            <Empty>
              <p>
                There is no model yet. <a href={hrefs.train()}>Train one.</a>
              </p>
            </Empty>
          ) : (
            <>
              <Comparison models={items.filter(({ id }) => compared.includes(id))} />
              <ModelCards models={items} compared={compared} />
            </>
          )
        }
      </LoadedView>
    </Page>
  );
}
