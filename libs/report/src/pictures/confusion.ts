import { element, picture, text, type Theme } from './svg.js';

const CELL = 62;
const LEFT = 110;
const TOP = 96;
const CAPTION = 'columns: predicted · rows: true, shares of the row in %';

/**
 * Draws a confusion matrix. Each cell shows its share of the row, so the diagonal is recall, and its number of clips.
 *
 * @param confusion raw counts `[true][predicted]`
 */
export function confusionPicture(
  labels: readonly string[],
  confusion: readonly (readonly number[])[],
  theme: Theme = 'auto',
  title = 'Confusion matrix',
): string {
  const side = CELL * labels.length;
  const cells = labels.flatMap((_, row) => {
    const counts = confusion[row] ?? [];
    const total = counts.reduce((sum, count) => sum + count, 0);
    return labels.map((_, column) => cell(row, column, counts[column] ?? 0, total));
  });
  const names = labels.map((label, at) => {
    const middle = at * CELL + CELL / 2;
    const total = (confusion[at] ?? []).reduce((sum, count) => sum + count, 0);
    return (
      text(LEFT - 10, TOP + middle, label, { anchor: 'end' }) +
      text(LEFT - 10, TOP + middle + 14, `${total} clips`, { anchor: 'end', role: 'quiet', size: 10 }) +
      text(LEFT + middle, TOP - 10, label, { anchor: 'start', rotate: -35 })
    );
  });
  return picture(
    { width: LEFT + side + 56, height: TOP + side + 44, title, theme },
    text(LEFT + side / 2, TOP + side + 26, CAPTION, { anchor: 'middle', role: 'quiet', size: 11 }),
    ...names,
    ...cells,
  );
}

function cell(row: number, column: number, count: number, total: number): string {
  const share = total === 0 ? 0 : count / total;
  const [x, y] = [LEFT + column * CELL, TOP + row * CELL];
  const place = { x: x + 1, y: y + 1, width: CELL - 2, height: CELL - 2, rx: 3 };
  const square = element('rect', { ...place, class: 'first-f', 'fill-opacity': 0.04 + 0.92 * share });
  if (count === 0) return square;
  const isDark = share > 0.55;
  const anchor = 'middle';
  const shareRole = isDark ? 'onFirst' : 'ink';
  const countRole = isDark ? 'onFirst' : share > 0.25 ? 'ink' : 'quiet';
  const percent = String(Math.round(100 * share));
  return (
    square +
    text(x + CELL / 2, y + CELL / 2, percent, { anchor, size: 15, role: shareRole, bold: row === column }) +
    text(x + CELL / 2, y + CELL / 2 + 16, String(count), { anchor, size: 10, role: countRole })
  );
}
