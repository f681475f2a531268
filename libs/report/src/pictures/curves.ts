import type { EpochMetrics } from '#libs/contracts';
import { frame, type Frame, type Panel, type Scale } from './axes.js';
import { legend } from './bars.js';
import { element, line, picture, type Theme } from './svg.js';

/** Draws loss and validation UAR by epoch, and marks the kept epoch. */
export function curvesPicture(
  history: readonly EpochMetrics[],
  bestEpoch: number,
  theme: Theme = 'auto',
): string {
  const title = 'Training';
  const epochs: Scale = { from: 1, to: Math.max(2, history.length), label: 'epoch' };
  const left: Panel = { left: 70, top: 70, width: 300, height: 220 };
  const right: Panel = { ...left, left: 450 };
  const losses = history.flatMap(({ loss, validationLoss }) => [loss, validationLoss ?? loss]);
  const lossScale: Scale = { from: 0, to: ceiling(Math.max(...losses)), label: 'cross-entropy' };
  const lossFrame = frame(left, epochs, lossScale);
  const uarFrame = frame(right, epochs, { from: 0, to: 1, label: 'validation UAR' });
  const curve = (of: (metrics: EpochMetrics) => number | null, { x, y }: Frame, role: string) => {
    const points = history.flatMap((metrics) => {
      const value = of(metrics);
      return value === null ? [] : [`${x(metrics.epoch).toFixed(1)},${y(value).toFixed(1)}`];
    });
    return element('polyline', { points: points.join(' '), class: `${role}-s`, 'stroke-width': 1.8 });
  };
  const kept = [lossFrame, uarFrame].map(({ x }) =>
    line([x(bestEpoch), left.top], [x(bestEpoch), left.top + left.height], 'third', 1.2, '4 3'),
  );
  return picture(
    { width: 790, height: 350, title, theme },
    ...legend(['training', 'validation', `kept: epoch ${bestEpoch}`]),
    lossFrame.markup,
    uarFrame.markup,
    ...kept,
    curve(({ loss }) => loss, lossFrame, 'first'),
    curve(({ validationLoss }) => validationLoss, lossFrame, 'second'),
    curve(({ validationUar }) => validationUar, uarFrame, 'second'),
  );
}

function ceiling(value: number): number {
  return Number.isFinite(value) && value > 0 ? Math.ceil(value * 2) / 2 : 1;
}
