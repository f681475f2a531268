import { frame } from './axes.js';
import { element, picture, text, type Theme } from './svg.js';

export interface FrontierPoint {
  readonly name: string;
  readonly uar: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Plots UAR against size, with the time per clip. Filled points mark models that no other model beats in both. */
export function frontierPicture(points: readonly FrontierPoint[], theme: Theme = 'auto'): string {
  const title = 'UAR and size of models';
  const uars = points.map(({ uar }) => uar);
  const sizes = points.map(({ bytes }) => bytes / 1000);
  const low = Math.floor(20 * Math.min(...uars) - 0.5) / 20;
  const high = Math.ceil(20 * Math.max(...uars) + 0.5) / 20;
  const panel = { left: 74, top: 50, width: 540, height: 300 };
  const axes = frame(
    panel,
    {
      from: Math.min(...sizes) / 1.6,
      to: Math.max(...sizes) * 1.9,
      isLog: true,
      ticks: [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
      label: 'kilobytes of weights',
    },
    { from: low, to: high, label: 'UAR' },
  );
  const marks = points.map((point) => {
    const [x, y] = [axes.x(point.bytes / 1000), axes.y(point.uar)];
    const isBeaten = points.some(
      (other) =>
        other.uar >= point.uar &&
        other.bytes <= point.bytes &&
        (other.uar > point.uar || other.bytes < point.bytes),
    );
    return (
      element('circle', {
        cx: x,
        cy: y,
        r: 5,
        class: isBeaten ? 'quiet-s' : 'first-f',
        'stroke-width': 1.5,
      }) +
      text(x + 9, y - 3, point.name, { size: 11 }) +
      text(x + 9, y + 10, `${point.milliseconds.toFixed(2)} ms per clip`, { size: 9.5, role: 'quiet' })
    );
  });
  return picture({ width: 720, height: 420, title, theme }, axes.markup, ...marks);
}
