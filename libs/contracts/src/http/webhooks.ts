import { z } from 'zod';
import { idPattern } from '../ids.js';
import { webhookDelivery, webhookRecord } from '../webhook.js';
import { pageOf } from './paging.js';

export const createWebhook = z.strictObject({
  url: z
    .url()
    .max(2_000)
    .describe('Called by https; private addresses are refused unless the server allows them.'),
});
export type CreateWebhook = z.infer<typeof createWebhook>;

export const webhookIdParam = z.object({ id: z.string().regex(idPattern('webhook')) });
export const deliveryParam = webhookIdParam.extend({ delivery: z.string().regex(idPattern('message')) });

export const webhookView = webhookRecord.omit({ v: true, secret: true });
export type WebhookView = z.infer<typeof webhookView>;
export const webhookPage = pageOf(webhookView);

/** The only answer that has the secret. */
export const createdWebhookView = webhookRecord.omit({ v: true });
export type CreatedWebhookView = z.infer<typeof createdWebhookView>;

export const deliveryView = webhookDelivery.omit({ v: true });
export type DeliveryView = z.infer<typeof deliveryView>;
export const deliveryPage = pageOf(deliveryView);
