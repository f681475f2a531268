import type { EvaluationReport } from '../api/types.js';
import { Section } from '../ui/section.js';
import { Table, type Column } from '../ui/table.js';
import { percent } from '../words.js';
import { computeSpread, type Spread } from './spread.js';

type Run = EvaluationReport['runs'][number];
type Figure = readonly [name: string, of: (run: Run) => number];

const FIGURES: readonly Figure[] = [
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
  const columns: Column<Figure>[] = [
    ['On test clips', ([name]) => name],
    ['All trainings', ([, of]) => formatSpread(computeSpread(runs.map(of))), 'right'],
  ];
  if (seeds.length > 1) columns.push(['Means of seeds', ([, of]) => formatSpread(overSeeds(of)), 'right']);
  return (
    <Section id="figures" title="Mean ± standard deviation">
      <Table name="Table of figures" rows={FIGURES} columns={columns} />
    </Section>
  );
}

function formatSpread(spread: Spread | null): string {
  if (spread === null) return '–';
  const { mean, deviation } = spread;
  return deviation === null ? percent(mean) : `${percent(mean)} ± ${percent(deviation)}`;
}
