import type { Caller, Model } from '../api/types.js';
import { describeArchitecture } from './describe-architecture.js';
import { ModelDeeds, Standing } from './model-deeds.js';
import { goTo, hrefs } from '../routes.js';
import { Section } from '../ui/section.js';
import { count, counted, moment, percent } from '../words.js';

interface Props {
  readonly models: readonly Model[];
  /** Ids of the models to compare. */
  readonly compared: readonly string[];
  readonly caller: Caller | null;
  readonly onChanged: () => void;
}

export function ModelCards({ models, compared, caller, onChanged }: Props) {
  const choose = (id: string, isChosen: boolean) =>
    goTo(hrefs.models(isChosen ? [...compared, id] : compared.filter((other) => other !== id)));
  return (
    <Section id="all-models" title={counted(models.length, 'model')}>
      <ul class="cards">
        {models.map((model) => {
          const { id, name, labels, test, split, corpus, parameters, createdAt } = model;
          return (
            <li key={id} class="card">
              <div class="between">
                <span class="row">
                  <strong class="name">{name}</strong>
                  <Standing model={model} />
                </span>
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
                  ? "The ensemble's members were not tested on the same clips."
                  : `UAR ${percent(test.uar)} on ${counted(test.clips, 'clip')} of ${corpus}, split ${split.name}`}
              </p>
              <p class="small">
                {describeArchitecture(model)} · {count(parameters)} parameters · {labels.join(', ')} ·{' '}
                {moment(createdAt)}
              </p>
              <div class="between">
                <p class="links small">
                  {listLinks(model, caller).map(([text, href]) => (
                    <a key={text} href={href}>
                      {text}
                      <span class="unseen"> ({name})</span>
                    </a>
                  ))}
                </p>
                <ModelDeeds model={model} caller={caller} onDone={onChanged} />
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Lists links of a model. The training of a bundled model, or of another owner's shared model, is not visible. */
function listLinks(
  { id, owner, trainingRunId }: Model,
  caller: Caller | null,
): [text: string, href: string][] {
  const own: [string, string][] = [
    ['Score with this model', hrefs.score(null, id)],
    ['Try this model', hrefs.try(id)],
  ];
  if (owner === caller?.owner && trainingRunId?.startsWith('trn-') === true)
    own.push(['Training', hrefs.training(trainingRunId)]);
  return own;
}
