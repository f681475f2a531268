import { Webhook } from 'standardwebhooks';
import {
  SerenadeError,
  asSerenadeError,
  type DeliveryAttempt,
  type JobData,
  type WebhookDelivery,
  type WebhookRecord,
} from '#libs/contracts';
import { WEBHOOK_ATTEMPTS } from '#libs/queue';
import type { AddressGuard } from '../address-guard.js';
import { sendOutboundRequest, readStart } from '../outbound-request.js';
import type { WebhookStore } from './webhook-store.js';

const ANSWER_WITHIN_MS = 15_000;
const ATTEMPTS_KEPT = 20;
const ANSWER_CHARACTERS = 500;

/** 4xx statuses that ask the client to retry later. */
const RETRY_LATER = [408, 425, 429];

/**
 * Makes one attempt at a delivery and logs it. Any 2xx is a success. A 4xx ends the delivery, unless it asks to retry
 * later, because repeating the message would not help. The queue retries everything else under the same id, up to ten
 * times. If the message was replayed in the meantime, the job of the replay takes over.
 *
 * @throws SerenadeError `outbound.unreachable` if the queue should retry
 */
export async function deliver(
  { webhooks, guard }: { readonly webhooks: WebhookStore; readonly guard: AddressGuard },
  { webhookId, deliveryId, replays, attempt }: Omit<JobData<'deliver-webhook'>, 'v'> & { attempt: number },
): Promise<'delivered' | 'failed' | 'skipped'> {
  const delivery = await webhooks.delivery(webhookId, deliveryId);
  const url = await webhooks.records.find(webhookId);
  if (delivery === null || url === null || delivery.state !== 'pending') return 'skipped';
  if (delivery.replays !== replays) return 'skipped';
  const { made, verdict } = await attemptDelivery(url, delivery, guard);
  const isLast = attempt >= WEBHOOK_ATTEMPTS;
  const state = verdict === 'later' ? (isLast ? 'failed' : 'pending') : verdict;
  await logAttempt(webhooks, delivery, made, state);
  if (state !== 'pending') return state;
  throw new SerenadeError('outbound.unreachable', `The webhook answered ${made.status ?? made.error}.`);
}

/** Logs the attempt. It sets the state only if the message was not replayed while the URL was answering. */
async function logAttempt(
  webhooks: WebhookStore,
  delivery: WebhookDelivery,
  made: DeliveryAttempt,
  state: WebhookDelivery['state'],
): Promise<void> {
  const now = await webhooks.delivery(delivery.webhookId, delivery.id);
  if (now === null) return;
  const attempts = [...now.attempts, made].slice(-ATTEMPTS_KEPT);
  await webhooks.save({ ...now, attempts, state: now.replays === delivery.replays ? state : now.state });
}

async function attemptDelivery(
  { url, secret }: WebhookRecord,
  { id, payload }: WebhookDelivery,
  guard: AddressGuard,
): Promise<{ made: DeliveryAttempt; verdict: 'delivered' | 'failed' | 'later' }> {
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, payload),
  };
  const made = (status: number | null, error: string | null, answer = ''): DeliveryAttempt => ({
    at: now.toISOString(),
    status,
    error,
    milliseconds: Date.now() - now.getTime(),
    answer,
  });
  try {
    const options = { guard, method: 'POST', headers, body: payload, timeoutMs: ANSWER_WITHIN_MS } as const;
    const { status, body } = await sendOutboundRequest(url, options);
    const answer = await readStart(body, 4 * ANSWER_CHARACTERS);
    return { made: made(status, null, answer.slice(0, ANSWER_CHARACTERS)), verdict: judgeStatus(status) };
  } catch (error) {
    const { code, message } = asSerenadeError(error, 'outbound.unreachable');
    return { made: made(null, message), verdict: code === 'outbound.refused' ? 'failed' : 'later' };
  }
}

function judgeStatus(status: number): 'delivered' | 'failed' | 'later' {
  if (status >= 200 && status < 300) return 'delivered';
  return status >= 400 && status < 500 && !RETRY_LATER.includes(status) ? 'failed' : 'later';
}
