import type { EvaluationReport } from '../api/types.js';
import { percent } from '../words.js';
import { computeSpread, type Spread } from './spread.js';

type Run = EvaluationReport['runs'][number];

const FIGURES: readonly (readonly [name: string, of: (run: Run) => number])[] = [
  ['UAR', ({ uar }) => uar],
  ['Accuracy', ({ accuracy }) => accuracy],
  ['Macro F1', ({ macroF1 }) => macroF1],
  ['Calibration error', ({ ece }) => ece],
];

/** Shows means with deviations over all trainings, and over the means of seeds if there are several. */
export function Figures({ report: { runs } }: { report: EvaluationReport }) {
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  const overSeeds = (of: (run: Run) => number) =>
    computeSpread(
      seeds.map((seed) => computeSpread(runs.filter((run) => run.seed === seed).map(of))?.mean ?? NaN),
    );
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">Mean ± standard deviation</h2>
      <div class="scroll" role="region" aria-label="Table of figures" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">On test clips</th>
              <th scope="col" class="right">
                All trainings
              </th>
              {seeds.length > 1 && (
                <th scope="col" class="right">
                  Means of seeds
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {FIGURES.map(([name, of]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="right">{formatSpread(computeSpread(runs.map(of)))}</td>
                {seeds.length > 1 && <td class="right">{formatSpread(overSeeds(of))}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function formatSpread(spread: Spread | null): string {
  if (spread === null) return '–';
  const { mean, deviation } = spread;
  return deviation === null ? percent(mean) : `${percent(mean)} ± ${percent(deviation)}`;
}
