import type { Trial } from '../api/types.js';
import { Probabilities } from '../scoring/probabilities.js';
import { clock, count, percent } from '../words.js';

interface Props {
  readonly name: string;
  readonly url: string;
  readonly trial: Trial;
  readonly milliseconds: number;
  /** The model abstains below this probability; null if it has no threshold. */
  readonly threshold: number | null;
}

/** Shows a model's answer to a recording, and how long it took. */
export function Answer({ name, url, trial, milliseconds, threshold }: Props) {
  const { label, probability, probabilities, durationSeconds, warning, milliseconds: spent } = trial;
  const isUncertain = trial.isUncertain === true;
  return (
    <section class="card" aria-labelledby="answer">
      <h2 id="answer">
        {isUncertain ? 'Uncertain' : label}, {percent(probability)}
      </h2>
      {isUncertain && (
        <p class="note">
          The most probable label is {label}
          {threshold !== null && `, but this model is wrong too often below ${percent(threshold)}`}.
        </p>
      )}
      {warning !== undefined && <p class="note">{warning.message}</p>}
      <p class="small">
        <span class="name">{name}</span> · {clock(durationSeconds)} · answered in {count(milliseconds)} ms, of
        which {count(spent.extraction)} ms for features and {count(spent.scoring)} ms for the model
      </p>
      <audio controls src={url} aria-label={`Audio of ${name}`} />
      <Probabilities probabilities={probabilities} marked={isUncertain ? null : label} />
    </section>
  );
}
