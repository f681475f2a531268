/**
 * `archives`: input and output, and jobs that lead a run. `features`: CPU. `scoring` and `training`: the device, in
 * two queues, so that scoring never waits for a training. `webhooks`: calls to clients' URLs, which may be slow.
 */
export const QUEUE_NAMES = ['archives', 'features', 'scoring', 'training', 'webhooks'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];
