import { bareScale, frame, shareScale } from './axes.js';
import { element, picture, text, type Theme } from './svg.js';

const SERIES = ['first', 'second', 'third'] as const;
const NAME_STYLE = { anchor: 'end', rotate: -35, size: 11 } as const;

export interface BarGroup {
  readonly name: string;
  /** In [0, 1], in the order of the series. */
  readonly values: readonly number[];
}

/** Draws bars from 0 to 1: one group per class or speaker, one color per series. */
export function barsPicture(
  title: string,
  series: readonly string[],
  groups: readonly BarGroup[],
  theme: Theme = 'auto',
): string {
  const step = Math.max(26, series.length * 17 + 14);
  const panel = { left: 70, top: 64, width: Math.max(240, groups.length * step), height: 230 };
  const width = panel.left + panel.width + 30;
  const axes = frame(panel, bareScale(groups.length), shareScale('share'));
  const slot = panel.width / groups.length;
  const bar = Math.min(17, (slot - 8) / series.length);
  const bars = groups.flatMap(({ name, values }, group) => {
    const start = panel.left + group * slot + (slot - bar * values.length) / 2;
    return [
      ...values.map((value, at) =>
        element('rect', {
          x: start + at * bar + 0.5,
          y: axes.y(value),
          width: bar - 1,
          height: Math.max(0, axes.y(0) - axes.y(value)),
          class: `${SERIES[at] ?? 'quiet'}-f`,
        }),
      ),
      text(panel.left + (group + 0.5) * slot + 4, axes.y(0) + 14, name, NAME_STYLE),
    ];
  });
  return picture(
    { width, height: panel.top + panel.height + 80, title, theme },
    ...legend(series),
    axes.markup,
    ...bars,
  );
}

/** Draws a row of colors with their names. */
export function legend(names: readonly string[], left = 70, top = 46): string[] {
  let x = left;
  return names.map((name, at) => {
    const mark =
      element('rect', { x, y: top - 9, width: 11, height: 11, class: `${SERIES[at] ?? 'quiet'}-f` }) +
      text(x + 16, top, name, { size: 11 });
    x += 34 + 7 * name.length;
    return mark;
  });
}
