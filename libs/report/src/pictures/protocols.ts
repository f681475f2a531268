import { bareScale, frame, shareScale } from './axes.js';
import { element, line, picture, text, type Theme } from './svg.js';

export interface ProtocolBar {
  readonly name: string;
  readonly mean: number;
  readonly interval: readonly [number, number] | null;
  /** Published figures to show in the same row. */
  readonly anchors?: readonly { readonly name: string; readonly value: number }[];
}

const ANCHOR_SQUARE = { width: 8, height: 8, class: 'second-s', 'stroke-width': 1.6 };

/** Draws means with their intervals, one row per protocol and recipe; open squares mark published figures. */
export function protocolsPicture(rows: readonly ProtocolBar[], theme: Theme = 'auto'): string {
  const title = 'UAR by protocol: mean and 95 % interval';
  const step = 30;
  const panel = { left: 250, top: 50, width: 430, height: step * rows.length };
  const axes = frame(panel, shareScale('UAR'), bareScale(1));
  const marks = rows.flatMap(({ name, mean, interval, anchors = [] }, row) => {
    const y = panel.top + (row + 0.5) * step;
    return [
      text(panel.left - 12, y + 4, name, { anchor: 'end' }),
      ...(interval === null
        ? []
        : [line([axes.x(Math.max(0, interval[0])), y], [axes.x(Math.min(1, interval[1])), y], 'first', 3)]),
      element('circle', { cx: axes.x(mean), cy: y, r: 5, class: 'first-f' }),
      text(axes.x(mean), y - 8, mean.toFixed(3), { anchor: 'middle', size: 10 }),
      ...anchors.map(({ value }) => element('rect', { x: axes.x(value) - 4, y: y - 4, ...ANCHOR_SQUARE })),
    ];
  });
  return picture({ width: 720, height: panel.top + panel.height + 56, title, theme }, axes.markup, ...marks);
}
