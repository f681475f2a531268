import { once } from 'node:events';
import { fastify } from 'fastify';
import { expect, it, vi } from 'vitest';
import { clientGone } from './client-gone.js';

it('aborts if the client disconnects before its response, and not after it', async () => {
  const app = fastify();
  const signals: AbortSignal[] = [];
  app.get('/slow', async (_request, reply) => {
    const gone = clientGone(reply);
    signals.push(gone);
    await once(gone, 'abort');
    return 'for nobody';
  });
  app.get('/quick', (_request, reply) => {
    signals.push(clientGone(reply));
    return reply.send('here');
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  try {
    const leaving = new AbortController();
    const slow = fetch(`${url}/slow`, { signal: leaving.signal });
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    leaving.abort();
    await expect(slow).rejects.toThrow();
    await vi.waitFor(() => expect(signals[0]?.reason).toMatchObject({ code: 'request.aborted' }));
    expect(await (await fetch(`${url}/quick`)).text()).toBe('here');
    expect(signals[1]?.aborted).toBe(false);
  } finally {
    await app.close();
  }
});
