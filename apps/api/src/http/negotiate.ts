import type { FastifyRequest } from 'fastify';
import { SerenadeError } from '#libs/contracts';

export const MEDIA_TYPES = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const;
export type TableFormat = keyof typeof MEDIA_TYPES;

/**
 * Returns the format that `Accept` prefers (RFC 9110 §12.5.1); where it leaves the choice open, the first one offered.
 *
 * @throws SerenadeError `request.not_acceptable`
 */
export function negotiate<F extends TableFormat>(request: FastifyRequest, offered: readonly F[]): F {
  const types = offered.map(bareType);
  const chosen = request.accepts().type(types);
  const format = offered.find((each) => bareType(each) === chosen);
  if (format !== undefined) return format;
  throw new SerenadeError('request.not_acceptable', `This comes as ${types.join(' or ')}.`);
}

function bareType(format: TableFormat): string {
  return MEDIA_TYPES[format].split(';')[0] ?? '';
}
