import type { Calibration, Reliability } from '#libs/contracts';
import { frame, type Panel } from './axes.js';
import { element, line, picture, text, type Theme } from './svg.js';

/**
 * Draws reliability diagrams before and after temperature scaling: accuracy against confidence. A perfectly
 * calibrated model lies on the diagonal.
 */
export function reliabilityPicture(
  { temperature, before, after }: Pick<Calibration, 'temperature' | 'before' | 'after'>,
  theme: Theme = 'auto',
): string {
  const title = 'Reliability on test clips';
  return picture(
    { width: 720, height: 390, title, theme },
    text(16, 26, title, { bold: true, size: 14 }),
    diagram({ left: 70, top: 76, width: 260, height: 250 }, 'as trained', before),
    diagram({ left: 420, top: 76, width: 260, height: 250 }, `temperature ${temperature.toFixed(2)}`, after),
  );
}

function diagram(panel: Panel, name: string, { ece, brier, bins }: Reliability): string {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const axes = frame(
    panel,
    { from: 0, to: 1, ticks, label: 'largest probability' },
    { from: 0, to: 1, ticks, label: 'accuracy' },
  );
  const most = Math.max(1, ...bins.map(({ clips }) => clips));
  const marks = bins.flatMap(({ from, to, clips, meanProbability, accuracy }) =>
    clips === 0
      ? []
      : [
          element('rect', {
            x: axes.x(from) + 1,
            y: axes.y(0.18 * (clips / most)),
            width: axes.x(to) - axes.x(from) - 2,
            height: axes.y(0) - axes.y(0.18 * (clips / most)),
            class: 'quiet-f',
            'fill-opacity': 0.35,
          }),
          line(
            [axes.x(meanProbability), axes.y(meanProbability)],
            [axes.x(meanProbability), axes.y(accuracy)],
            'second',
            1.4,
          ),
          element('circle', {
            cx: axes.x(meanProbability),
            cy: axes.y(accuracy),
            r: 2.5 + 3 * Math.sqrt(clips / most),
            class: 'first-f',
          }),
        ],
  );
  return [
    text(panel.left, panel.top - 12, `${name}: ECE ${ece.toFixed(3)}, Brier ${brier.toFixed(3)}`, {
      size: 12,
    }),
    axes.markup,
    line([axes.x(0), axes.y(0)], [axes.x(1), axes.y(1)], 'quiet', 1, '4 3'),
    ...marks,
  ].join('');
}
