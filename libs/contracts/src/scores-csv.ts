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

/** Formats the header of `scores.csv` (RFC 4180): fixed columns, one probability per label, `isUncertain`, and the code of the warning. */
export function scoresCsvHeader(labels: readonly string[]): string {
  return formatRow([...FIXED, ...labels.map((label) => `p_${label}`), 'isUncertain', 'warning']);
}

/**
 * Formats the row of a clip, or one row per segment or channel if the clip was cut, in the order of the score line. A
 * whole clip covers its full duration; its channel is empty if channels are mixed.
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
      return formatRow([
        ...FIXED.map((column) => cells[column]),
        ...labels.map((of) => probabilities[of] ?? ''),
        String(score.isUncertain ?? ''),
        score.warning?.code ?? '',
      ]);
    },
  );
  return rows.join('');
}

function formatRow(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * Formats one cell. Text that a spreadsheet would run as a formula gets a leading apostrophe, because clip names come
 * from untrusted archives (OWASP "CSV injection").
 */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
