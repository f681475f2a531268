/**
 * `archives`: input and output, and what leads a run. `features`: CPU. `scoring` and `training`: the device, in two queues,
 * so that no score waits behind a training.
 */
export const QUEUE_NAMES = ['archives', 'features', 'scoring', 'training'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];
