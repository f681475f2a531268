/**
 * `archives`: input and output, and what leads a run. `features`: CPU. `scoring` and `training`: the device, in two queues,
 * so that no score waits behind a training. `webhooks`: calls to URLs of clients, which may be slow.
 */
export const QUEUE_NAMES = ['archives', 'features', 'scoring', 'training', 'webhooks'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];
