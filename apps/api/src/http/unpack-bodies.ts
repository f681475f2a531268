import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SerenadeError } from '#libs/contracts';
import { routeOf } from './route-of.js';

/**
 * Unpacks bodies with `content-encoding: gzip` before they are parsed or stored, so the limits of a body hold for its
 * unpacked bytes. Other encodings are refused, and so is gzip for tus, whose offsets count the bytes as sent.
 */
export function unpackBodies(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const { headers } = request.raw;
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
    if (encoding === '' || encoding === 'identity' || !hasBody(request)) return done(null, payload);
    const { route = {} } = routeOf(request) ?? {};
    if (!['gzip', 'x-gzip'].includes(encoding) || !('body' in route)) return done(refusal(encoding));
    // The handler receives another body than the client sent, whose length is unknown.
    delete headers['content-encoding'];
    delete headers['content-length'];
    headers['transfer-encoding'] = 'chunked';
    done(null, Readable.from(unpack(payload), { objectMode: false }));
  });
}

function hasBody({ raw: { headers } }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function refusal(encoding: string): SerenadeError {
  return new SerenadeError(
    'request.unsupported_media_type',
    `The body has content-encoding: ${encoding}, which is not supported here. Send the body without it; routes other than /v1/uploads also unpack gzip.`,
  );
}

async function* unpack(payload: Readable): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  pipeline(payload, gunzip, () => undefined); // the loop below reports the error
  try {
    for await (const piece of gunzip) yield piece as Buffer;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))) throw cause;
    throw new SerenadeError(
      'request.invalid',
      'The body has content-encoding: gzip, but it is not valid gzip. Send it without that header, or compress it.',
      {},
      { cause },
    );
  }
}
