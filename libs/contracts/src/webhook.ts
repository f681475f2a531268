import { z } from 'zod';
import { recordOwner } from './owner.js';

/** Types of messages. `run.completed` also covers runs in which some clips have no score. */
export const WEBHOOK_TYPES = ['run.completed', 'run.failed', 'run.cancelled', 'webhook.test'] as const;
export const webhookType = z.enum(WEBHOOK_TYPES);
export type WebhookType = z.infer<typeof webhookType>;

/** The stored record of a URL that is notified when runs of its owner end. */
export const webhookRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: recordOwner,
  url: z.string(),
  /** `whsec_` and 32 random bytes in base64 (Standard Webhooks). */
  secret: z.string(),
  createdAt: z.iso.datetime(),
});
export type WebhookRecord = z.infer<typeof webhookRecord>;

/** One call of the URL and its result. */
export const deliveryAttempt = z.strictObject({
  at: z.iso.datetime(),
  status: z.int().nullable().describe('Status of the response; null if there was none.'),
  error: z.string().nullable(),
  milliseconds: z.int().nonnegative(),
  answer: z.string().describe('The first 500 characters of the body.'),
});
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>;

export const deliveryState = z
  .enum(['pending', 'delivered', 'failed'])
  .describe(
    '`failed`: ten attempts without success, a 4xx response, or a URL that the server does not call.',
  );

/** One message to one URL. Every attempt, including a replay, sends the id of the delivery as `webhook-id`. */
export const webhookDelivery = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  webhookId: z.string(),
  type: webhookType,
  runId: z.string().nullable(),
  /** The exact text that is signed and sent. */
  payload: z.string(),
  state: deliveryState,
  createdAt: z.iso.datetime(),
  /** The last twenty attempts. */
  attempts: z.array(deliveryAttempt),
  replays: z.int().nonnegative(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;
