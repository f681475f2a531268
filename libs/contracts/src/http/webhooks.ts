import { z } from 'zod';
import { idPattern } from '../ids.js';
import { webhookDelivery, webhookRecord } from '../webhook.js';
import { pageOf, pageQuery } from './paging.js';
import { tagged } from './route.js';

export const createWebhook = z.strictObject({
  url: z
    .url()
    .max(2_000)
    .describe(
      'The URL to call. It must use https, and private addresses are refused unless the server allows them.',
    ),
});

export const webhookIdParam = z.object({ id: z.string().regex(idPattern('webhook')) });
export const deliveryParam = webhookIdParam.extend({ delivery: z.string().regex(idPattern('message')) });

export const webhookView = webhookRecord.omit({ v: true, secret: true });
export type WebhookView = z.infer<typeof webhookView>;
export const webhookPage = pageOf(webhookView);

/** The only response that contains the secret. */
export const createdWebhookView = webhookRecord.omit({ v: true });
export type CreatedWebhookView = z.infer<typeof createdWebhookView>;

export const deliveryView = webhookDelivery.omit({ v: true });
export type DeliveryView = z.infer<typeof deliveryView>;
export const deliveryPage = pageOf(deliveryView);

const access = ['score', 'train'] as const;

/** Routes for webhooks, which Serenade calls when runs end. They follow Standard Webhooks. */
export const webhookRoutes = tagged('webhooks', {
  'POST /v1/webhooks': {
    id: 'createWebhook',
    access,
    summary: 'Create a webhook',
    description: 'Registers a URL to call when runs end. Only this response contains the secret.',
    body: createWebhook,
    status: 201,
    answer: createdWebhookView,
    errors: ['outbound.refused', 'webhook.too_many'],
  },
  'GET /v1/webhooks': {
    id: 'listWebhooks',
    summary: 'List webhooks',
    description: 'Returns webhooks, newest first.',
    query: pageQuery,
    answer: webhookPage,
  },
  'GET /v1/webhooks/{id}': {
    id: 'getWebhook',
    summary: 'Retrieve a webhook',
    params: webhookIdParam,
    answer: webhookView,
    errors: ['webhook.not_found'],
  },
  'DELETE /v1/webhooks/{id}': {
    id: 'deleteWebhook',
    access,
    summary: 'Delete a webhook',
    description: 'Deletes a webhook and its log.',
    params: webhookIdParam,
    status: 204,
    errors: ['webhook.not_found'],
  },
  'POST /v1/webhooks/{id}/test': {
    id: 'testWebhook',
    access,
    summary: 'Send a test message',
    params: webhookIdParam,
    status: 202,
    answer: deliveryView,
    errors: ['webhook.not_found'],
  },
  'GET /v1/webhooks/{id}/deliveries': {
    id: 'listDeliveries',
    summary: 'List deliveries',
    description: 'Returns the messages to a webhook and its responses, newest first.',
    params: webhookIdParam,
    query: pageQuery,
    answer: deliveryPage,
    errors: ['webhook.not_found'],
  },
  'POST /v1/webhooks/{id}/deliveries/{delivery}/replay': {
    id: 'replayDelivery',
    access,
    summary: 'Replay a delivery',
    description: 'Sends a message again with the same id.',
    params: deliveryParam,
    status: 202,
    answer: deliveryView,
    errors: ['webhook.not_found'],
  },
});
