import type { ScoreLine } from './scores.js';

const FIXED = [
  'clip',
  'name',
  'startSeconds',
  'endSeconds',
  'channel',
  'label',
  'probability',
  'durationSeconds',
  'modelId',
  'modelVersion',
  'engine',
] as const;

/** Header of `scores.csv` (RFC 4180): fixed columns, one probability a label, and whether the clip's score is uncertain. */
export function scoresCsvHeader(labels: readonly string[]): string {
  return rowOf([...FIXED, ...labels.map((label) => `p_${label}`), 'isUncertain']);
}

/**
 * The row of a clip; or where it was cut into segments or taken apart by channels, a row for each of those, in the order
 * of the score line. The place of a whole clip is all of it; its channel is empty where channels are mixed.
 */
export function scoresCsvRows(score: ScoreLine, labels: readonly string[]): string {
  const { clip, name, durationSeconds, modelId, modelVersion, engine } = score;
  const whole = { ...score, startSeconds: 0, endSeconds: durationSeconds, channel: null };
  const rows = (score.segments ?? [whole]).map(
    ({ startSeconds, endSeconds, channel, label, probability, probabilities }) => {
      const cells: Record<(typeof FIXED)[number], string | number> = {
        clip,
        name,
        startSeconds,
        endSeconds,
        channel: channel ?? '',
        label,
        probability,
        durationSeconds,
        modelId,
        modelVersion,
        engine,
      };
      return rowOf([
        ...FIXED.map((column) => cells[column]),
        ...labels.map((of) => probabilities[of] ?? ''),
        String(score.isUncertain ?? ''),
      ]);
    },
  );
  return rows.join('');
}

function rowOf(cells: readonly (string | number)[]): string {
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
