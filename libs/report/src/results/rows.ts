import { nameOfMethod, recipeDepartures, type ProtocolReport } from '#libs/contracts';
import { summarise, type ProtocolSummary, type Spread } from '#libs/evaluation';
import { share } from '../markdown.js';

/** A report with its summary. */
export interface Row {
  readonly report: ProtocolReport;
  readonly summary: ProtocolSummary;
}

/** Summarizes the reports and sorts them by protocol, corpus, recipe and features. */
export function summarizeRows(reports: readonly ProtocolReport[]): Row[] {
  return reports.map((report): Row => ({ report, summary: summarise(report) })).sort(compareByProtocol);
}

function compareByProtocol({ report: a }: Row, { report: b }: Row): number {
  const key = (report: ProtocolReport) =>
    [report.protocol, report.corpus, modelName(report), report.featureSet].join('\t'); // a tab sorts before any name
  return key(a) < key(b) ? -1 : 1;
}

/** Names a model: its recipe, departures from the recipe, and the compression method. */
export function modelName(report: ProtocolReport): string {
  return [report.recipe, ...listDepartures(report)].join(' ');
}

/** Lists what distinguishes a training from its recipe, so that its figures are not mistaken for the recipe's. */
export function listDepartures({ recipe, resolvedRecipe, compression }: ProtocolReport): string[] {
  if (compression !== undefined) return [nameOfMethod(compression.method)];
  return recipeDepartures(recipe, resolvedRecipe);
}

/** Finds the evaluation that differs from the given one only in the named fields. */
export function findPartner(
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

export function formatPlusMinus({ mean, deviation }: Spread): string {
  return deviation === null ? share(mean) : `${share(mean)} ± ${share(deviation)}`;
}

export function interval({ interval }: Spread): string {
  return interval === null ? '' : `${share(interval[0])} to ${share(interval[1])}`;
}

export function formatSigned(value: number): string {
  return `${value < 0 ? '−' : '+'}${share(Math.abs(value))}`;
}
