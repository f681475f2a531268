import { useState } from 'preact/hooks';
import { beginScoring } from '../api/begin-scoring.js';
import type { Model } from '../api/types.js';
import { WithModels } from '../models/with-models.js';
import { hrefs } from '../routes.js';
import { percent } from '../words.js';
import { BeginForm } from './begin-form.js';
import { DryRun } from './dry-run.js';

interface Props {
  readonly archiveId: string;
  /** The preselected model; null for the default. */
  readonly wanted: string | null;
}

export function ScoreForm({ archiveId, wanted }: Props) {
  return (
    <WithModels wanted={wanted}>
      {(models, chosen) => <Choice archiveId={archiveId} models={models} chosen={chosen} />}
    </WithModels>
  );
}

interface ChoiceProps {
  readonly archiveId: string;
  readonly models: readonly Model[];
  readonly chosen: Model;
}

function Choice({ archiveId, models, chosen }: ChoiceProps) {
  const [modelId, setModelId] = useState(chosen.id);
  return (
    <BeginForm
      action="Start scoring"
      begin={async () => hrefs.scoring((await beginScoring(archiveId, modelId)).id)}
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
    </BeginForm>
  );
}
