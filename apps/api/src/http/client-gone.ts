import type { FastifyReply } from 'fastify';
import { SerenadeError } from '#libs/contracts';

/** Returns a signal that aborts with `request.aborted` if the client disconnects before its response. */
export function clientGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (raw.writableEnded) return;
    gone.abort(new SerenadeError('request.aborted', 'The client disconnected before the response.'));
  });
  return gone.signal;
}
