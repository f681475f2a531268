import type { DomainNote } from '../api/types.js';
import { countedRange, FIGURES, gradeMood } from '../ui/domain-figures.js';

/** How far the clips lie from those that the model was trained on: what its rates are worth here. */
export function Domain({ note: { grade, figures, sentence, advice } }: { note: DomainNote }) {
  return (
    <section aria-labelledby="domain">
      <h2 id="domain">
        Domain{' '}
        <span class={`badge ${gradeMood(grade)}`}>{grade === null ? 'not known' : `grade ${grade}`}</span>
      </h2>
      <p>
        {sentence} {advice}
      </p>
      {figures.length > 0 && (
        <div class="scroll" role="region" aria-label="Figures of the domain" tabIndex={0}>
          <table class="domain">
            <caption class="unseen">These clips beside those of the training</caption>
            <thead>
              <tr>
                <th scope="col">Figure</th>
                <th scope="col">These clips</th>
                <th scope="col">Training</th>
                <th scope="col">Distance</th>
                <th scope="col">Grade</th>
              </tr>
            </thead>
            <tbody>
              {figures.map(({ figure, archive, training, distance, grade: own }) => (
                <tr key={figure}>
                  <th scope="row">{FIGURES[figure].name}</th>
                  <td>{countedRange(figure, archive)}</td>
                  <td>{countedRange(figure, training)}</td>
                  <td>{distance === null ? '–' : distance.toFixed(2)}</td>
                  <td>{own ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {figures.length > 0 && (
        <p class="small">
          The middle clip, and between what eight of ten lie; distances in standard deviations of the
          training.
        </p>
      )}
    </section>
  );
}
