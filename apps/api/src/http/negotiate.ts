import { SerenadeError } from '#libs/contracts';

export const MEDIA_TYPES = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const;
export type TableFormat = keyof typeof MEDIA_TYPES;

/**
 * The format that `Accept` likes best (RFC 9110 §12.5.1): highest `q` first, then the order in which the client named
 * them; what it leaves open is the first format on offer.
 * @throws SerenadeError `request.not_acceptable`
 */
export function negotiate<F extends TableFormat>(accept: string | undefined, offered: readonly F[]): F {
  const ranges = (accept ?? '*/*').split(',').map(parseRange);
  const refused = new Set(ranges.filter(({ quality }) => quality === 0).map(({ type }) => type));
  const wanted = ranges.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { type } of wanted) {
    const found = offered.find((format) => matches(type, format) && !refused.has(bare(format)));
    if (found !== undefined) return found;
  }
  throw new SerenadeError('request.not_acceptable', `This comes as ${offered.map(bare).join(' or ')}.`);
}

function parseRange(range: string): { type: string; quality: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
  return { type, quality: Number.isFinite(quality) ? quality : 1 };
}

function matches(range: string, format: TableFormat): boolean {
  const type = bare(format);
  return range === '*/*' || range === type || range === `${type.split('/')[0] ?? ''}/*`;
}

function bare(format: TableFormat): string {
  return MEDIA_TYPES[format].split(';')[0] ?? '';
}
