import { ask } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Empty } from '../ui/note.js';
import { Page } from '../ui/page.js';
import { count, moment } from '../words.js';

const ASKED = 100;
const EVERY_MS = 5_000;

export function EvaluationsPage() {
  const query = { limit: ASKED };
  const evaluations = useLoaded(
    'evaluations',
    (signal) => ask('GET /v1/evaluations', { query, signal }),
    EVERY_MS,
  );
  return (
    <Page id="evaluations" title="Evaluations">
      <LoadedView loaded={evaluations} what="evaluations">
        {({ items }) =>
          items.length === 0 ? (
            <Empty>
              No evaluations yet. <a href={hrefs.train()}>Train</a> on every fold of a split to create one.
            </Empty>
          ) : (
            <ul class="cards">
              {items.map(({ id, corpus, protocol, recipe, runs, state, createdAt }) => (
                <li key={id} class="card">
                  <div class="between">
                    <a class="name" href={hrefs.evaluation(id)}>
                      {protocol} on {corpus}, {recipe}
                    </a>
                    <span class={`badge ${state === 'completed' ? 'good' : ''}`}>{state}</span>
                  </div>
                  <p class="small">
                    {count(runs.completed)} of {count(runs.total)} trainings completed · {moment(createdAt)}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </LoadedView>
    </Page>
  );
}
