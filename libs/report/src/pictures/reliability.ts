import type { Calibration, Reliability } from '#libs/contracts';
import { frame, shareScale, type Panel } from './axes.js';
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
    diagram({ left: 70, top: 76, width: 260, height: 250 }, 'as trained', before),
    diagram({ left: 420, top: 76, width: 260, height: 250 }, `temperature ${temperature.toFixed(2)}`, after),
  );
}

function diagram(panel: Panel, name: string, { ece, brier, bins }: Reliability): string {
  const axes = frame(panel, shareScale('largest probability'), shareScale('accuracy'));
  const most = Math.max(1, ...bins.map(({ clips }) => clips));
  const marks = bins.flatMap(({ from, to, clips, meanProbability, accuracy }) => {
    if (clips === 0) return [];
    const x = axes.x(meanProbability);
    const y = axes.y(0.18 * (clips / most));
    const bar = { x: axes.x(from) + 1, y, width: axes.x(to) - axes.x(from) - 2, height: axes.y(0) - y };
    const radius = 2.5 + 3 * Math.sqrt(clips / most);
    return [
      element('rect', { ...bar, class: 'quiet-f', 'fill-opacity': 0.35 }),
      line([x, axes.y(meanProbability)], [x, axes.y(accuracy)], 'second', 1.4),
      element('circle', { cx: x, cy: axes.y(accuracy), r: radius, class: 'first-f' }),
    ];
  });
  const heading = `${name}: ECE ${ece.toFixed(3)}, Brier ${brier.toFixed(3)}`;
  return [
    text(panel.left, panel.top - 12, heading, { size: 12 }),
    axes.markup,
    line([axes.x(0), axes.y(0)], [axes.x(1), axes.y(1)], 'quiet', 1, '4 3'),
    ...marks,
  ].join('');
}
