import { z } from 'zod';
import { idPattern } from '../ids.js';
import { webhookDelivery, webhookRecord } from '../webhook.js';
import { pageOf, pageQuery } from './paging.js';
import { idParam, listOf, tagged } from './route.js';

export const createWebhook = z.strictObject({
  url: z
    .url()
    .max(2_000)
    .describe(
      'The URL to call. It must use https, and private addresses are refused unless the server allows them.',
    ),
});

export const webhookView = webhookRecord.omit({ v: true, secret: true });
export type WebhookView = z.infer<typeof webhookView>;

/** The only response that contains the secret. */
export const createdWebhookView = webhookRecord.omit({ v: true });
export type CreatedWebhookView = z.infer<typeof createdWebhookView>;

export const deliveryView = webhookDelivery.omit({ v: true });
export type DeliveryView = z.infer<typeof deliveryView>;

const params = idParam('webhook');

/** Routes for webhooks, which Serenade calls when runs end. They follow Standard Webhooks. */
export const webhookRoutes = tagged(
  { tag: 'webhooks', access: ['score', 'train'], params, missing: 'webhook.not_found' },
  {
    'POST /v1/webhooks': {
      id: 'createWebhook',
      summary: 'Create a webhook',
      description: 'Registers a URL to call when runs end. Only this response contains the secret.',
      body: createWebhook,
      status: 201,
      answer: createdWebhookView,
      errors: ['outbound.refused', 'webhook.too_many'],
    },
    'GET /v1/webhooks': listOf('webhooks', pageOf(webhookView)),
    'GET /v1/webhooks/{id}': { id: 'getWebhook', summary: 'Retrieve a webhook', answer: webhookView },
    'DELETE /v1/webhooks/{id}': {
      id: 'deleteWebhook',
      summary: 'Delete a webhook',
      description: 'Deletes a webhook and its log.',
      status: 204,
    },
    'POST /v1/webhooks/{id}/test': {
      id: 'testWebhook',
      summary: 'Send a test message',
      status: 202,
      answer: deliveryView,
    },
    'GET /v1/webhooks/{id}/deliveries': {
      id: 'listDeliveries',
      summary: 'List deliveries',
      description: 'Returns the messages to a webhook and its responses, newest first.',
      query: pageQuery,
      answer: pageOf(deliveryView),
    },
    'POST /v1/webhooks/{id}/deliveries/{delivery}/replay': {
      id: 'replayDelivery',
      summary: 'Replay a delivery',
      description: 'Sends a message again with the same id.',
      params: params.extend({ delivery: z.string().regex(idPattern('message')) }),
      status: 202,
      answer: deliveryView,
    },
  },
);
