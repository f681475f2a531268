import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

const ZOOM = 2;
const require = createRequire(import.meta.url);

/** A picture as PNG, twice its size in pixels. The font comes along: a container may have none. */
export function pngOf(svg: string): Uint8Array {
  const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${name}`),
  );
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
}
