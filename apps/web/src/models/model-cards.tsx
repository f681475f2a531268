import type { Model } from '../api/types.js';
import { architectureOf } from './architecture-of.js';
import { goTo, hrefs } from '../routes.js';
import { count, counted, moment, percent } from '../words.js';

interface Props {
  readonly models: readonly Model[];
  /** Ids. */
  readonly compared: readonly string[];
}

export function ModelCards({ models, compared }: Props) {
  const choose = (id: string, isChosen: boolean) =>
    goTo(hrefs.models(isChosen ? [...compared, id] : compared.filter((other) => other !== id)));
  return (
    <section aria-labelledby="all-models">
      <h2 id="all-models">{counted(models.length, 'model')}</h2>
      <ul class="cards">
        {models.map((model) => {
          const { id, name, labels, test, split, corpus, parameters, createdAt, trainingRunId } = model;
          return (
            <li key={id} class="card">
              <div class="between">
                <strong class="name">{name}</strong>
                <label class="row">
                  <input
                    type="checkbox"
                    checked={compared.includes(id)}
                    onChange={(event) => choose(id, event.currentTarget.checked)}
                  />
                  Compare<span class="unseen"> {name}</span>
                </label>
              </div>
              <p>
                {test === null || split === null
                  ? 'Its members were not tested on the same clips.'
                  : `UAR ${percent(test.uar)} on ${counted(test.clips, 'clip')} of ${corpus}, split ${split.name}`}
              </p>
              <p class="small">
                {architectureOf(model)} · {count(parameters)} parameters · {labels.join(', ')} ·{' '}
                {moment(createdAt)}
              </p>
              {/* The model that comes along was trained elsewhere. */}
              {trainingRunId?.startsWith('trn-') === true && (
                <p class="small">
                  <a href={hrefs.training(trainingRunId)}>
                    Its training<span class="unseen"> ({name})</span>
                  </a>
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
