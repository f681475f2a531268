import type { DomainNote } from '../api/types.js';
import { formatRange, FIGURES, gradeMood } from '../ui/domain-figures.js';

/** Shows how far the clips are from the model's training data, and what that means for the scores. */
export function Domain({ note: { grade, figures, sentence, advice } }: { note: DomainNote }) {
  return (
    <section aria-labelledby="domain">
      <h2 id="domain">
        Domain{' '}
        <span class={`badge ${gradeMood(grade)}`}>{grade === null ? 'unknown' : `grade ${grade}`}</span>
      </h2>
      <p>
        {sentence} {advice}
      </p>
      {figures.length > 0 && (
        <div class="scroll" role="region" aria-label="Figures of the domain" tabIndex={0}>
          <table class="domain">
            <caption class="unseen">These clips compared with the training data</caption>
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
                  <td>{formatRange(figure, archive)}</td>
                  <td>{formatRange(figure, training)}</td>
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
          Figures are medians with the 10th to 90th percentile. Distances are in standard deviations of the
          training data.
        </p>
      )}
    </section>
  );
}
