import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

const ZOOM = 2;
const require = createRequire(import.meta.url);

/** Renders a picture as PNG at twice its size. It uses the bundled font, because a container may have no fonts. */
export function renderPng(svg: string): Uint8Array {
  const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${name}`),
  );
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
}
