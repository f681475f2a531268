import type { RunState } from '#libs/contracts';
import type { Evaluation, EvaluationReport } from '../api/types.js';
import { hrefs } from '../routes.js';
import { Section } from '../ui/section.js';
import { StateBadge } from '../ui/state-badge.js';
import { Table, type Column } from '../ui/table.js';
import { count, percent } from '../words.js';

interface Props {
  readonly evaluation: Evaluation;
  readonly report: EvaluationReport | null;
  readonly states: readonly RunState[];
}

interface Training {
  readonly id: string;
  readonly seed: number;
  readonly fold: number;
  readonly state: RunState;
  /** Undefined until the evaluation has a report. */
  readonly run: EvaluationReport['runs'][number] | undefined;
}

const COLUMNS: readonly Column<Training>[] = [
  [
    'Training',
    ({ id, fold, seed }) => (
      <a href={hrefs.training(id)}>
        Fold {fold}, seed {seed}
      </a>
    ),
  ],
  ['State', ({ state }) => <StateBadge state={state} />],
  ['UAR', ({ run }) => (run === undefined ? '–' : percent(run.uar)), 'right'],
  ['Accuracy', ({ run }) => (run === undefined ? '–' : percent(run.accuracy)), 'right'],
  ['Macro F1', ({ run }) => (run === undefined ? '–' : percent(run.macroF1)), 'right'],
  ['Test clips', ({ run }) => (run === undefined ? '–' : count(run.split.test)), 'right'],
  ['Best epoch', ({ run }) => (run === undefined ? '–' : count(run.bestEpoch)), 'right'],
];

export function FoldTable({ evaluation: { runIds, folds, seeds }, report, states }: Props) {
  // The evaluation creates its trainings in this order: all folds of the first seed, then those of the next.
  const places = seeds.flatMap((seed) => folds.map((fold) => ({ seed, fold })));
  const trainings = runIds.map((id, at): Training => {
    const { seed, fold } = places[at] ?? { seed: 0, fold: at };
    const run = report?.runs.find((each) => each.seed === seed && each.fold === fold);
    return { id, seed, fold, run, state: states[at] ?? 'queued' };
  });
  return (
    <Section id="trainings" title="Trainings">
      <Table name="Table of trainings" rows={trainings} columns={COLUMNS} />
    </Section>
  );
}
