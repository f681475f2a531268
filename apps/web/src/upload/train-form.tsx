import { useState } from 'preact/hooks';
import type { CorpusName, RecipeName, SplitName } from '#libs/contracts';
import { ask } from '../api/client.js';
import { Problem } from '../ui/note.js';
import { Select } from '../ui/select.js';
import { useBegin } from './use-begin.js';

const CORPORA: Readonly<Record<Exclude<CorpusName, 'manifest'>, string>> = {
  folder: 'A folder for each label',
  'ravdess-speech': 'RAVDESS, speech',
  'ravdess-song': 'RAVDESS, song',
  emodb: 'Emo-DB',
  'crema-d': 'CREMA-D',
  tess: 'TESS',
  savee: 'SAVEE',
};
const SPLITS: Readonly<Partial<Record<SplitName, string>>> = {
  P0: 'P0: a random fifth of the clips',
  P1: 'P1: as P0, repetitions kept together',
  P2: 'P2: unheard actors, six folds',
  P2b: 'P2b: unheard actors, five folds',
  P4: 'P4: one speaker left out',
};
const RECIPES: Readonly<Partial<Record<RecipeName, string>>> = {
  paper: 'paper: the dual-layer LSTM',
  best: 'best: convolution and attention',
  'bilstm-attention': 'bilstm-attention',
  'residual-lstm': 'residual-lstm',
  logistic: 'logistic: a quick baseline',
};

/** What is learned, how, and how it is tested. What the page does not offer, the API does. */
export function TrainForm({ archiveId }: { archiveId: string }) {
  const [corpus, setCorpus] = useState('folder');
  const [recipe, setRecipe] = useState('paper');
  const [split, setSplit] = useState('P0');
  const [epochs, setEpochs] = useState('');
  const { isBusy, error, submit } = useBegin(() => {
    const body = { archiveId, corpus, recipe, split, ...(epochs === '' ? {} : { epochs: Number(epochs) }) };
    return ask((client) => client.POST('/v1/training-runs', { body }));
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="fields">
        <Select label="Labels come from" options={CORPORA} value={corpus} onChange={setCorpus} />
        <Select label="Recipe" options={RECIPES} value={recipe} onChange={setRecipe} />
        <Select label="Tested on" options={SPLITS} value={split} onChange={setSplit} />
        <div class="field">
          <label for="epochs">Epochs</label>
          <input
            id="epochs"
            type="number"
            min={1}
            max={2000}
            placeholder="as the recipe says"
            value={epochs}
            onInput={(event) => setEpochs(event.currentTarget.value)}
          />
        </div>
      </div>
      {error !== null && <Problem message={error} />}
      <button type="submit" class="main" disabled={isBusy}>
        {isBusy ? 'Starting …' : 'Start training'}
      </button>
    </form>
  );
}
