import {
  jobIds,
  messageIdOfRun,
  newId,
  scoringSummary,
  type RunRecord,
  type ScoringSummary,
  type WebhookDelivery,
  type WebhookRecord,
  type WebhookType,
} from '#libs/contracts';
import type { JobProducer } from '#libs/queue';
import { findJson, scoringKeys, type ObjectStore } from '#libs/storage';
import { WebhookStore } from './webhook-store.js';

/**
 * Notifies the owner's URLs that a run ended. It creates one delivery per URL in the store, unless it exists, and
 * then a job. Repeating it, also after a crash, changes nothing, because the message of a launch has a fixed id.
 */
export async function announceEnd(store: ObjectStore, producer: JobProducer, run: RunRecord): Promise<void> {
  const webhooks = new WebhookStore(store);
  const urls = await webhooks.ofOwner(run.owner);
  if (urls.length === 0) return;
  const type = toMessageType(run);
  const payload = JSON.stringify({ type, timestamp: run.finishedAt, data: await buildData(store, run) });
  for (const url of urls) {
    const id = messageIdOfRun(run);
    await webhooks.begin(buildDelivery(url, id, type, run.id, payload));
    await enqueueDelivery(producer, { webhookId: url.id, id, replays: 0 });
  }
}

/** Sends a test message to a URL. */
export async function announceTest(
  store: ObjectStore,
  producer: JobProducer,
  url: WebhookRecord,
): Promise<WebhookDelivery> {
  const timestamp = new Date().toISOString();
  const payload = JSON.stringify({ type: 'webhook.test', timestamp, data: { webhookId: url.id } });
  const delivery = buildDelivery(url, newId('message'), 'webhook.test', null, payload);
  await new WebhookStore(store).begin(delivery);
  await enqueueDelivery(producer, delivery);
  return delivery;
}

/** Sends a message again under the same id. Pending attempts of the previous sending are dropped. */
export async function replay(
  store: ObjectStore,
  producer: JobProducer,
  delivery: WebhookDelivery,
): Promise<WebhookDelivery> {
  const again = { ...delivery, state: 'pending' as const, replays: delivery.replays + 1 };
  await new WebhookStore(store).save(again);
  await enqueueDelivery(producer, again);
  return again;
}

async function enqueueDelivery(
  producer: JobProducer,
  { webhookId, id, replays }: Pick<WebhookDelivery, 'webhookId' | 'id' | 'replays'>,
): Promise<void> {
  const data = { v: 1, webhookId, deliveryId: id, replays } as const;
  await producer.deliverWebhook(jobIds.deliver(webhookId, id, replays), data);
}

function buildDelivery(
  { id: webhookId }: WebhookRecord,
  id: string,
  type: WebhookType,
  runId: string | null,
  payload: string,
): WebhookDelivery {
  const createdAt = new Date().toISOString();
  return { v: 1, id, webhookId, type, runId, payload, state: 'pending', createdAt, attempts: [], replays: 0 };
}

function toMessageType({ state }: RunRecord): WebhookType {
  if (state === 'failed') return 'run.failed';
  return state === 'cancelled' ? 'run.cancelled' : 'run.completed';
}

/** Builds the data of a message: run, final state, counts, and the path of the results. */
async function buildData(store: ObjectStore, run: RunRecord): Promise<object> {
  const { id, kind, state, archiveId, modelId, error, createdAt, finishedAt } = run;
  const summary = kind === 'scoring' ? await findJson(store, scoringKeys.summary(id), scoringSummary) : null;
  const { clips, scored, failed, cancelled, scoresSha256 }: Partial<ScoringSummary> = summary ?? {};
  const counts = { clips, scored, failed, cancelled, scoresSha256 };
  const path = `/v1/${kind}-runs/${id}`;
  return { runId: id, kind, state, archiveId, modelId, error, createdAt, finishedAt, path, ...counts };
}
