import { roundTo } from '#libs/contracts';
import { line, text } from './svg.js';

/** The area of a panel in a picture, in pixels. */
export interface Panel {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** True for a base-10 logarithmic scale. */
  readonly isLog?: boolean;
  /** Tick values; round numbers by default. */
  readonly ticks?: readonly number[];
  readonly label: string;
  readonly format?: (value: number) => string;
}

/** The axes of a panel and the mapping from values to its pixels. */
export interface Frame {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly markup: string;
}

/** A scale of shares, from 0 to 1. */
export function shareScale(label: string): Scale {
  return { from: 0, to: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], label };
}

/** A scale without ticks or label, for an axis of names. */
export function bareScale(to: number): Scale {
  return { from: 0, to, ticks: [], label: '' };
}

/** Draws axes with grid lines, ticks and labels around a panel. */
export function frame(panel: Panel, horizontal: Scale, vertical: Scale): Frame {
  const { left, top, width, height } = panel;
  const x = (value: number) => left + width * shareOf(horizontal, value);
  const y = (value: number) => top + height * (1 - shareOf(vertical, value));
  const bottom = top + height;
  const columns = ticksOf(horizontal).map(
    (tick) =>
      line([x(tick), top], [x(tick), bottom], 'grid', 0.6) +
      text(x(tick), bottom + 16, format(horizontal, tick), { role: 'quiet', size: 11, anchor: 'middle' }),
  );
  const rows = ticksOf(vertical).map(
    (tick) =>
      line([left, y(tick)], [left + width, y(tick)], 'grid', 0.6) +
      text(left - 7, y(tick) + 4, format(vertical, tick), { role: 'quiet', size: 11, anchor: 'end' }),
  );
  const labels = [
    text(left + width / 2, bottom + 36, horizontal.label, { anchor: 'middle' }),
    text(left - 44, top + height / 2, vertical.label, { anchor: 'middle', rotate: -90 }),
  ];
  return { x, y, markup: [...columns, ...rows, ...labels].join('') };
}

function shareOf({ from, to, isLog = false }: Scale, value: number): number {
  if (isLog) return Math.log(value / from) / Math.log(to / from);
  return to === from ? 0.5 : (value - from) / (to - from);
}

function format({ format }: Scale, value: number): string {
  return format?.(value) ?? String(roundTo(value, 3));
}

function ticksOf({ from, to, ticks }: Scale): readonly number[] {
  if (ticks !== undefined) return ticks.filter((tick) => tick >= from && tick <= to);
  const step = roundStep((to - from) / 5);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, at) => (first + at) * step);
}

/** Returns the smallest of 1, 2 and 5 times a power of ten that is at least `least`. */
function roundStep(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}
