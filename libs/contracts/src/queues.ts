/** `archives`: input and output, parents of other jobs. `features`: CPU. `gpu`: train and score, one at a time a device. */
export const QUEUE_NAMES = ['archives', 'features', 'gpu'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];
