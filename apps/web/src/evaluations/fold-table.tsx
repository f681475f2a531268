import type { RunState } from '#libs/contracts';
import type { Evaluation, EvaluationReport } from '../api/types.js';
import { hrefs } from '../routes.js';
import { StateBadge } from '../ui/state-badge.js';
import { count, percent } from '../words.js';

interface Props {
  readonly evaluation: Evaluation;
  readonly report: EvaluationReport | null;
  readonly states: readonly RunState[];
}

/** Shows one row per training, with a link to its page. */
export function FoldTable({ evaluation: { runIds, folds, seeds }, report, states }: Props) {
  // In the order in which the evaluation created them: seeds outermost.
  const places = seeds.flatMap((seed) => folds.map((fold) => ({ seed, fold })));
  return (
    <section aria-labelledby="trainings">
      <h2 id="trainings">Trainings</h2>
      <div class="scroll" role="region" aria-label="Table of trainings" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {['Training', 'State', 'UAR', 'Accuracy', 'Macro F1', 'Test clips', 'Best epoch'].map(
                (name, at) => (
                  <th key={name} scope="col" class={at > 1 ? 'right' : undefined}>
                    {name}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {runIds.map((id, at) => {
              const { seed, fold } = places[at] ?? { seed: 0, fold: at };
              const run = report?.runs.find((each) => each.seed === seed && each.fold === fold);
              return (
                <tr key={id}>
                  <th scope="row">
                    <a href={hrefs.training(id)}>
                      Fold {fold}, seed {seed}
                    </a>
                  </th>
                  <td>
                    <StateBadge state={states[at] ?? 'queued'} />
                  </td>
                  <td class="right">{run === undefined ? '–' : percent(run.uar)}</td>
                  <td class="right">{run === undefined ? '–' : percent(run.accuracy)}</td>
                  <td class="right">{run === undefined ? '–' : percent(run.macroF1)}</td>
                  <td class="right">{run === undefined ? '–' : count(run.split.test)}</td>
                  <td class="right">{run === undefined ? '–' : count(run.bestEpoch)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
