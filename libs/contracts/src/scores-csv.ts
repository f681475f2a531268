import type { ScoreLine } from './scores.js';

const FIXED = [
  'clip',
  'name',
  'label',
  'probability',
  'durationSeconds',
  'modelId',
  'modelVersion',
  'engine',
] as const;

/** Header of `scores.csv` (RFC 4180): fixed columns, then one probability a label. */
export function scoresCsvHeader(labels: readonly string[]): string {
  return `${[...FIXED, ...labels.map((label) => `p_${label}`)].map(csvCell).join(',')}\r\n`;
}

export function scoresCsvRow(score: ScoreLine, labels: readonly string[]): string {
  const cells = [
    ...FIXED.map((column) => score[column]),
    ...labels.map((label) => score.probabilities[label] ?? ''),
  ];
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * One cell. Text that a spreadsheet would run as a formula gets an apostrophe before it, since clip names come
 * from whoever made the archive (OWASP "CSV injection").
 */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
