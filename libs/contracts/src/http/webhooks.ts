import { z } from 'zod';
import { idPattern } from '../ids.js';
import { webhookDelivery, webhookRecord } from '../webhook.js';
import { pageOf, pageQuery } from './paging.js';
import { tagged } from './route.js';

export const createWebhook = z.strictObject({
  url: z
    .url()
    .max(2_000)
    .describe('Called by https; private addresses are refused unless the server allows them.'),
});

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

const access = ['score', 'train'] as const;

/** URLs that Serenade calls when runs are over, after Standard Webhooks. */
export const webhookRoutes = tagged('webhooks', {
  'POST /v1/webhooks': {
    id: 'createWebhook',
    access,
    summary: 'Registers a URL to call when runs are over; only this answer contains its secret',
    body: createWebhook,
    status: 201,
    answer: createdWebhookView,
    errors: ['outbound.refused', 'webhook.too_many'],
  },
  'GET /v1/webhooks': {
    id: 'listWebhooks',
    summary: 'Webhooks, newest first',
    query: pageQuery,
    answer: webhookPage,
  },
  'GET /v1/webhooks/{id}': {
    id: 'getWebhook',
    summary: 'One webhook',
    params: webhookIdParam,
    answer: webhookView,
    errors: ['webhook.not_found'],
  },
  'DELETE /v1/webhooks/{id}': {
    id: 'deleteWebhook',
    access,
    summary: 'Removes a webhook and its log',
    params: webhookIdParam,
    status: 204,
    errors: ['webhook.not_found'],
  },
  'POST /v1/webhooks/{id}/test': {
    id: 'testWebhook',
    access,
    summary: 'Sends a test message',
    params: webhookIdParam,
    status: 202,
    answer: deliveryView,
    errors: ['webhook.not_found'],
  },
  'GET /v1/webhooks/{id}/deliveries': {
    id: 'listDeliveries',
    summary: 'Messages to a webhook and its answers, newest first',
    params: webhookIdParam,
    query: pageQuery,
    answer: deliveryPage,
    errors: ['webhook.not_found'],
  },
  'POST /v1/webhooks/{id}/deliveries/{delivery}/replay': {
    id: 'replayDelivery',
    access,
    summary: 'Sends a message again, under the same id',
    params: deliveryParam,
    status: 202,
    answer: deliveryView,
    errors: ['webhook.not_found'],
  },
});
