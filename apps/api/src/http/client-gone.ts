import type { FastifyReply } from 'fastify';
import { SerenadeError } from '#libs/contracts';

/** Aborted with `request.aborted` when the client goes away before its answer: nobody waits for it any more. */
export function clientGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (raw.writableEnded) return;
    gone.abort(new SerenadeError('request.aborted', 'The client went away before its answer.'));
  });
  return gone.signal;
}
