import { nameOfMethod, recipeDepartures, type ProtocolReport } from '#libs/contracts';
import { summarise, type ProtocolSummary, type Spread } from '#libs/evaluation';
import { share } from '../markdown.js';

/** A report, and what its trainings come to. */
export interface Row {
  readonly report: ProtocolReport;
  readonly summary: ProtocolSummary;
}

/** Sorted by protocol, corpus, recipe and features, in whatever order they come. */
export function rowsOf(reports: readonly ProtocolReport[]): Row[] {
  return reports.map((report): Row => ({ report, summary: summarise(report) })).sort(byProtocol);
}

function byProtocol({ report: a }: Row, { report: b }: Row): number {
  const key = (report: ProtocolReport) =>
    [report.protocol, report.corpus, modelName(report), report.featureSet].join('\t'); // a tab sorts before all in a name
  return key(a) < key(b) ? -1 : 1;
}

/** The recipe, what was trained otherwise than it says, and what was made of its models. */
export function modelName(report: ProtocolReport): string {
  return [report.recipe, ...departures(report)].join(' ');
}

/** What stands beside a recipe's name so that no figure of another training passes for its own. */
export function departures({ recipe, resolvedRecipe, compression }: ProtocolReport): string[] {
  if (compression !== undefined) return [nameOfMethod(compression.method)];
  return recipeDepartures(recipe, resolvedRecipe);
}

/** The same evaluation but for what is named. */
export function partner(
  rows: readonly Row[],
  { report }: Row,
  other: Partial<Pick<ProtocolReport, 'protocol' | 'recipe'>>,
): Row | undefined {
  const wanted = { protocol: report.protocol, recipe: report.recipe, ...other };
  return rows.find(
    ({ report: { protocol, recipe, corpus, featureSet, resolvedRecipe, compression } }) =>
      protocol === wanted.protocol &&
      recipe === wanted.recipe &&
      corpus === report.corpus &&
      featureSet === report.featureSet &&
      compression === undefined &&
      resolvedRecipe.epochs === report.resolvedRecipe.epochs &&
      resolvedRecipe.keep === report.resolvedRecipe.keep,
  );
}

export function plusMinus({ mean, deviation }: Spread): string {
  return deviation === null ? share(mean) : `${share(mean)} ± ${share(deviation)}`;
}

export function interval({ interval }: Spread): string {
  return interval === null ? '' : `${share(interval[0])} to ${share(interval[1])}`;
}

export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${share(Math.abs(value))}`;
}
