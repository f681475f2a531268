import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import parseRange from 'range-parser';
import { SerenadeError } from '#libs/contracts';
import type { ByteRange, ObjectStore } from '#libs/storage';

/** A body of known length that can be read from any offset. */
export interface RangedBody {
  readonly size: number;
  /** Changes when the bytes do. */
  readonly etag: string;
  open(range: ByteRange): Promise<Readable>;
}

/** Returns an object of the store as such a body, or null if it does not exist. */
export async function storedBody(store: ObjectStore, key: string): Promise<RangedBody | null> {
  const info = await store.head(key);
  return info === null ? null : { ...info, open: (range) => store.stream(key, range) };
}

/**
 * Sends a body, or the requested range of it (RFC 9110 §14). A request for several ranges receives the whole body, which the
 * standard allows. So does a range whose `If-Range` names another version.
 *
 * @throws SerenadeError `request.range_unsatisfiable`
 */
export async function sendRanges(
  request: FastifyRequest,
  reply: FastifyReply,
  body: RangedBody,
  mediaType: string,
): Promise<void> {
  const etag = `"${body.etag.replaceAll('"', '')}"`;
  void reply.header('accept-ranges', 'bytes').header('etag', etag).header('content-type', mediaType);
  if (request.headers['if-none-match'] === etag) return reply.status(304).send();
  const range = wantedRange(request, reply, body.size, etag);
  const { start, end } = range ?? { start: 0, end: body.size };
  if (range !== null)
    void reply.status(206).header('content-range', `bytes ${start}-${end - 1}/${body.size}`);
  void reply.header('content-length', end - start);
  if (request.method === 'HEAD') return reply.send(Readable.from([])); // otherwise Fastify reports a length of 0
  return reply.send(await body.open({ start, end }));
}

function wantedRange(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  size: number,
  etag: string,
): ByteRange | null {
  if (headers.range === undefined) return null;
  if (headers['if-range'] !== undefined && headers['if-range'] !== etag) return null;
  const ranges = parseRange(size, headers.range);
  if (ranges === -1) {
    void reply.header('content-range', `bytes */${size}`);
    throw new SerenadeError('request.range_unsatisfiable', `The range is outside of the ${size} bytes.`);
  }
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  const [{ start, end } = { start: 0, end: size - 1 }] = ranges;
  return { start, end: end + 1 };
}
