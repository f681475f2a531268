import { z } from 'zod';
import { bytes, text } from './route.js';

/** The pictures of a report. Only a training run has `curves`. */
const PICTURES = ['confusion', 'classes', 'curves', 'reliability', 'speakers'] as const;

export const pictureFileName = z
  .string()
  .regex(new RegExp(`^(?:${PICTURES.join('|')})\\.(?:svg|png)$`))
  .describe(`The picture: one of ${PICTURES.join(', ')}, with the extension .svg or .png.`);

export const pictureQuery = z.strictObject({
  theme: z
    .enum(['auto', 'light', 'dark'])
    .default('auto')
    .describe("The color theme. `auto` follows the reader's setting in SVG and is light in PNG."),
});
export type PictureQuery = z.infer<typeof pictureQuery>;

/** Parses the file name of a picture. */
export function pictureFile(file: string): { name: (typeof PICTURES)[number]; format: 'svg' | 'png' } {
  const [name, format] = file.split('.');
  return {
    name: PICTURES.find((known) => known === name) ?? 'confusion',
    format: format === 'png' ? 'png' : 'svg',
  };
}

export const PICTURE_ANSWER = { 'image/svg+xml': text, 'image/png': bytes };
