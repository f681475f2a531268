import { frame } from './axes.js';
import { element, picture, text, type Theme } from './svg.js';

/** The result of the model library's `measureOcclusion` for one clip. */
export interface OcclusionPictured {
  readonly probability: number;
  readonly frames: number;
  readonly coefficients: number;
  readonly windows: number;
  readonly bands: number;
  readonly drops: Float32Array; // [bands, windows]
  readonly overTime: Float32Array; // [windows]
  readonly overCoefficients: Float32Array; // [bands]
}

const PANEL = { left: 74, top: 120, width: 480, height: 260 };
const MARGIN = 54;

/**
 * Draws how the probability of the winning label changes if a part of the clip is hidden: darker cells change more, and
 * the second color marks a rise. The bars above and beside show the change if a whole window or a whole band is hidden.
 */
export function occlusionPicture(label: string, map: OcclusionPictured, theme: Theme = 'auto'): string {
  const { windows, bands, frames, coefficients, drops, overTime, overCoefficients } = map;
  const title = `Evidence for "${label}" (probability ${map.probability.toFixed(2)} with nothing hidden)`;
  const axes = frame(
    PANEL,
    { from: 0, to: frames, label: 'frames read by the network' },
    { from: 0, to: coefficients, label: 'coefficients' },
  );
  const largest = Math.max(1e-6, ...drops.map(Math.abs));
  const [width, height] = [PANEL.width / windows, PANEL.height / bands];
  const bottom = PANEL.top + PANEL.height;
  const cells = Array.from(drops, (drop, at) =>
    element('rect', {
      x: PANEL.left + (at % windows) * width,
      y: bottom - (Math.floor(at / windows) + 1) * height,
      width,
      height,
      class: drop < 0 ? 'second-f' : 'first-f',
      'fill-opacity': Math.abs(drop) / largest,
    }),
  );
  const most = Math.max(1e-6, ...overTime.map(Math.abs), ...overCoefficients.map(Math.abs));
  const above = Array.from(overTime, (drop, at) => {
    const length = (MARGIN * Math.abs(drop)) / most;
    return bar(PANEL.left + at * width + 1, PANEL.top - 6 - length, width - 2, length, drop);
  });
  const beside = Array.from(overCoefficients, (drop, at) => {
    const length = (MARGIN * Math.abs(drop)) / most;
    return bar(PANEL.left + PANEL.width + 6, bottom - (at + 1) * height + 1, length, height - 2, drop);
  });
  const legend = `blue: probability falls, orange: it rises; darkest cell ${largest.toFixed(3)}, longest bar ${most.toFixed(3)}`;
  return picture(
    { width: 660, height: 450, title, theme },
    text(16, 44, legend, { role: 'quiet', size: 11 }),
    ...cells,
    axes.markup,
    ...above,
    ...beside,
  );
}

function bar(x: number, y: number, width: number, height: number, drop: number): string {
  return element('rect', { x, y, width, height, class: drop < 0 ? 'second-f' : 'first-f' });
}
