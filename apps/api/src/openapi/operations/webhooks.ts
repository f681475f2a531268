import {
  createWebhook,
  createdWebhookView,
  deliveryPage,
  deliveryParam,
  deliveryView,
  pageQuery,
  webhookIdParam,
  webhookPage,
  webhookView,
} from '#libs/contracts';
import { LIVE, UNAVAILABLE, json, jsonBody, type Operation } from './operation.js';

const path = '/v1/webhooks';
const tag = 'webhooks';

/** URLs that are told when runs are over, after Standard Webhooks. */
export const WEBHOOK_OPERATIONS: readonly Operation[] = [
  { method: 'post', path, id: 'createWebhook', tag, summary: 'Has a URL called when runs are over; this answer alone has its secret', body: jsonBody(createWebhook), status: 201, answer: json(createdWebhookView), errors: ['outbound.refused', 'webhook.too_many', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path, id: 'listWebhooks', tag, summary: 'URLs that are told, newest first', query: pageQuery, status: 200, answer: json(webhookPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: `${path}/{id}`, id: 'getWebhook', tag, summary: 'One URL that is told', params: webhookIdParam, status: 200, answer: json(webhookView), errors: ['webhook.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'delete', path: `${path}/{id}`, id: 'deleteWebhook', tag, summary: 'Tells a URL nothing more, and forgets its log', params: webhookIdParam, status: 204, answer: {}, errors: ['webhook.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'post', path: `${path}/{id}/test`, id: 'testWebhook', tag, summary: 'Sends a test message', params: webhookIdParam, status: 202, answer: json(deliveryView), errors: ['webhook.not_found', ...LIVE] }, // prettier-ignore
  { method: 'get', path: `${path}/{id}/deliveries`, id: 'listDeliveries', tag, summary: 'What a URL was told and how it answered, newest first', params: webhookIdParam, query: pageQuery, status: 200, answer: json(deliveryPage), errors: ['webhook.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'post', path: `${path}/{id}/deliveries/{delivery}/replay`, id: 'replayDelivery', tag, summary: 'Sends a message again, under the same id', params: deliveryParam, status: 202, answer: json(deliveryView), errors: ['webhook.not_found', ...LIVE] }, // prettier-ignore
];
