import { useState } from 'preact/hooks';
import type { CorpusName, RecipeName, SentBodyOf, SplitName } from '#libs/contracts';
import { ask } from '../api/client.js';
import { hrefs } from '../routes.js';
import { Select } from '../ui/select.js';
import { BeginForm } from './begin-form.js';

const CORPORA: Readonly<Record<CorpusName, string>> = {
  folder: 'One folder per label',
  manifest: 'A table of clips',
  'ravdess-speech': 'RAVDESS, speech',
  'ravdess-song': 'RAVDESS, song',
  emodb: 'Emo-DB',
  'crema-d': 'CREMA-D',
  tess: 'TESS',
  savee: 'SAVEE',
};
const SPLITS: Readonly<Partial<Record<SplitName, string>>> = {
  P0: 'P0: a random fifth of the clips',
  P1: 'P1: like P0, with repetitions kept together',
  P2: 'P2: unheard actors, six folds',
  P2b: 'P2b: unheard actors, five folds',
  P4: 'P4: one speaker left out',
  given: 'given: the subsets of the table',
};
const RECIPES: Readonly<Partial<Record<RecipeName, string>>> = {
  paper: 'paper: the dual-layer LSTM',
  best: 'best: convolution and attention',
  'bilstm-attention': 'bilstm-attention',
  'residual-lstm': 'residual-lstm',
  logistic: 'logistic: a quick baseline',
};

const SEGMENTS = {
  whole: 'none: one segment per clip',
  '1.5s': '1.5 s, every 0.75 s',
  '3s': '3 s, every 1.5 s',
  '6s': '6 s, every 3 s',
} as const;
/** Every other preprocessing step is off. */
const UNCHANGED = {
  channels: 'mix',
  trimSilence: null,
  levelDbfs: null,
  voiceActivity: null,
  lenient: false,
} as const;

/** Lets the user choose corpus, recipe and split, and start the training. The API offers more options. */
export function TrainForm({ archiveId }: { archiveId: string }) {
  const [corpus, setCorpus] = useState('folder');
  const [recipe, setRecipe] = useState('paper');
  const [split, setSplit] = useState('P0');
  const [epochs, setEpochs] = useState('');
  const [segments, setSegments] = useState('whole');
  const [isEvaluation, setEvaluation] = useState(false);
  const [table, setTable] = useState<File | null>(null);
  const begin = async () => {
    const seconds = Number.parseFloat(segments); // NaN for `whole`
    const text = corpus === 'manifest' && table !== null ? await readTable(table) : null;
    const body = {
      archiveId,
      corpus,
      recipe,
      ...(text !== null && { table: text }),
      ...(epochs === '' ? {} : { epochs: Number(epochs) }),
      ...(seconds > 0 && {
        preprocessing: { ...UNCHANGED, segments: { windowSeconds: seconds, hopSeconds: seconds / 2 } },
      }),
    };
    return isEvaluation ? beginEvaluation({ ...body, protocol: split }) : beginTraining({ ...body, split });
  };
  return (
    <BeginForm action="Start training" begin={begin}>
      <div class="fields">
        <Select label="Labels come from" options={CORPORA} value={corpus} onChange={setCorpus} />
        {corpus === 'manifest' && (
          <div class="field">
            <label for="table">Table with the columns path and label</label>
            <input
              id="table"
              type="file"
              required
              accept=".csv,.tsv,.txt,.jsonl,.ndjson"
              onChange={(event) => setTable(event.currentTarget.files?.[0] ?? null)}
            />
          </div>
        )}
        <Select label="Recipe" options={RECIPES} value={recipe} onChange={setRecipe} />
        <Select label="Tested on" options={SPLITS} value={split} onChange={setSplit} />
        <Select label="Segments" options={SEGMENTS} value={segments} onChange={setSegments} />
        <div class="field">
          <label for="epochs">Epochs</label>
          <input
            id="epochs"
            type="number"
            min={1}
            max={2000}
            placeholder="from the recipe"
            value={epochs}
            onInput={(event) => setEpochs(event.currentTarget.value)}
          />
        </div>
      </div>
      <fieldset>
        <legend class="unseen">Evaluation</legend>
        <label class="choice">
          <input
            type="checkbox"
            checked={isEvaluation}
            onChange={(event) => setEvaluation(event.currentTarget.checked)}
          />
          <span>
            <strong>Every fold of the split</strong>
            <span class="small">Runs one training per fold and reports mean and spread</span>
          </span>
        </label>
      </fieldset>
    </BeginForm>
  );
}

async function beginTraining(body: SentBodyOf<'POST /v1/training-runs'>): Promise<string> {
  return hrefs.training((await ask('POST /v1/training-runs', { body })).id);
}

async function beginEvaluation(body: SentBodyOf<'POST /v1/evaluations'>): Promise<string> {
  return hrefs.evaluation((await ask('POST /v1/evaluations', { body })).id);
}

/** Decodes a table: UTF-16 with a byte order mark, as spreadsheets write it, else UTF-8. */
async function readTable(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${file.name} is not text in UTF-8. Save the table as CSV in UTF-8.`);
  }
}
