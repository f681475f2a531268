import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

const MAX_JSON_BYTES = 1024 ** 2;

export function isStream(body: unknown): body is Readable {
  return body instanceof Readable;
}

/** Parses JSON bodies of up to 1 MiB, enough for a table of clips. Every other body stays a stream. */
export function registerBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: MAX_JSON_BYTES },
    fastify.getDefaultJsonParser('error', 'error'),
  );
  // Other bodies stay streams, so `curl --data-binary` works with its default content type. Routes refuse multipart forms.
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
}
