import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { QUEUE_NAMES, type QueueName } from '#libs/contracts';
import { QUEUE_EVENTS_KEPT } from './retention.js';

export type Queues = Readonly<Record<QueueName, Queue>>;

/** Every queue on one connection. @param isWatcher whoever only looks leaves nothing in Redis */
export function openQueues(connection: Redis, prefix: string, isWatcher = false): Queues {
  const open = (name: QueueName) =>
    new Queue(name, {
      connection,
      prefix,
      // BullMQ asks once, and a queue whose question is not answered in time never works again.
      skipVersionCheck: true,
      skipMetasUpdate: isWatcher,
      streams: { events: { maxLen: QUEUE_EVENTS_KEPT } },
    }).on('error', () => undefined);
  return Object.fromEntries(QUEUE_NAMES.map((name) => [name, open(name)])) as Record<QueueName, Queue>;
}
