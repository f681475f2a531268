import { Queue } from 'bullmq';
import { QUEUE_NAMES, type QueueName } from '#libs/contracts';
import type { Keyspace } from './keyspace.js';
import { QUEUE_EVENTS_KEPT } from './retention.js';

export type Queues = Readonly<Record<QueueName, Queue>>;

/** Every queue on one connection. @param isWatcher true for a caller that only reads: nothing is written to Redis */
export function openQueues({ redis, prefix }: Keyspace, isWatcher = false): Queues {
  const open = (name: QueueName) =>
    new Queue(name, {
      connection: redis,
      prefix,
      // BullMQ asks once, and a queue whose question is not answered in time never works again.
      skipVersionCheck: true,
      skipMetasUpdate: isWatcher,
      streams: { events: { maxLen: QUEUE_EVENTS_KEPT } },
    }).on('error', () => undefined);
  return Object.fromEntries(QUEUE_NAMES.map((name) => [name, open(name)])) as Record<QueueName, Queue>;
}
