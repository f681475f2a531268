import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import helmet from '@fastify/helmet';
import { fastify, type FastifyInstance } from 'fastify';
import type { Doorkeeper } from '#libs/access';
import type { Queues } from '#libs/queue';
import { registerAdmission } from './admission.js';

type Queue = Queues[keyof Queues];

/**
 * Bull Board, to look at the jobs of every queue. It changes nothing, by its own switch and by the methods that are taken: a
 * job that goes behind a conductor's back would leave a run that never ends.
 */
export async function createBoard(
  queues: readonly Queue[],
  doorkeeper: Doorkeeper,
): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"], // its page has styles within
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'base-uri': ["'self'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  });
  app.get('/health/live', () => ({ status: 'ok' }));
  registerAdmission(app, doorkeeper);
  const serverAdapter = new FastifyAdapter();
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Serenade' } },
  });
  await app.register(serverAdapter.registerPlugin());
  return app;
}
