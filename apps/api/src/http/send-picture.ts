import type { FastifyReply } from 'fastify';
import { pictureFile, SerenadeError, type PictureQuery } from '#libs/contracts';
import { renderPng, reportPicture, type Pictured } from '#libs/report';

/**
 * Draws a picture of a report and sends it in the format of the file name.
 *
 * @throws SerenadeError `request.not_found` if the report lacks the data
 */
export async function sendPicture(
  reply: FastifyReply,
  report: Pictured,
  file: string,
  { theme }: PictureQuery,
): Promise<void> {
  const { name, format } = pictureFile(file);
  const svg = reportPicture(name, report, format === 'png' && theme === 'auto' ? 'light' : theme);
  if (svg === null) {
    throw new SerenadeError(
      'request.not_found',
      `There is nothing to draw as ${name}: the report has no such part (no validation clips, no speakers, or made by an older version).`,
    );
  }
  if (format === 'svg') return reply.type('image/svg+xml; charset=utf-8').send(svg);
  return reply.type('image/png').send(Buffer.from(renderPng(svg)));
}
