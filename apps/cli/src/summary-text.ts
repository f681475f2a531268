import type { ScoringSummary } from '#libs/contracts';
import { fields } from './output.js';

/** The fields of a summary that are shown. */
type Shown = Pick<
  ScoringSummary,
  | 'runId'
  | 'clips'
  | 'scored'
  | 'failed'
  | 'cancelled'
  | 'labels'
  | 'errorsByCode'
  | 'warningsByCode'
  | 'uncertain'
  | 'domain'
>;

/** Formats the summary of a scoring run: counts, uncertain scores, and how similar its clips are to the training data. */
export function summaryText(summary: Shown, more: Readonly<Record<string, string>> = {}): string {
  const { runId, clips, scored, failed, cancelled, labels, errorsByCode, domain } = summary;
  const counts = fields({
    run: runId,
    clips,
    scored,
    failed,
    cancelled,
    ...labels,
    ...errorsByCode,
    ...warningFields(summary.warningsByCode),
    ...uncertainField(summary),
    ...more,
  });
  return [counts, ...domainText(domain)].join('\n');
}

/** Formats the domain note with its advice; empty if the run has no note. */
export function domainText(domain: ScoringSummary['domain']): string[] {
  if (domain === undefined) return [];
  const { grade, sentence, advice } = domain;
  return ['', grade === null ? 'Domain grade unknown' : `Domain grade ${grade}`, sentence, advice];
}

function warningFields(byCode: Shown['warningsByCode'] = {}): Record<string, number> {
  return Object.fromEntries(Object.entries(byCode).map(([code, clips]) => [`warning ${code}`, clips]));
}

function uncertainField({ uncertain, scored }: Shown): Record<string, string> {
  if (uncertain === undefined) return {};
  return { uncertain: `${uncertain} (${((100 * uncertain) / Math.max(1, scored)).toFixed(1)} %)` };
}
