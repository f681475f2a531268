import { Queue } from 'bullmq';
import { QUEUE_NAMES, type QueueName } from '#libs/contracts';
import type { Keyspace } from './run-keys.js';
import { QUEUE_EVENTS_KEPT } from './retention.js';

export type Queues = Readonly<Record<QueueName, Queue>>;

/** Opens every queue on one connection. */
export function openQueues({ redis, prefix }: Keyspace): Queues {
  const open = (name: QueueName) =>
    new Queue(name, {
      connection: redis,
      prefix,
      // BullMQ checks the version of Redis once. If the reply is late, the queue never works again.
      skipVersionCheck: true,
      streams: { events: { maxLen: QUEUE_EVENTS_KEPT } },
    }).on('error', () => undefined);
  return Object.fromEntries(QUEUE_NAMES.map((name) => [name, open(name)])) as Record<QueueName, Queue>;
}
