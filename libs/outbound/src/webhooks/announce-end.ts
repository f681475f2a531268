import {
  jobIds,
  messageIdOfRun,
  newId,
  scoringSummary,
  type RunRecord,
  type WebhookDelivery,
  type WebhookRecord,
  type WebhookType,
} from '#libs/contracts';
import type { JobProducer } from '#libs/queue';
import { findJson, scoringKeys, type ObjectStore } from '#libs/storage';
import { WebhookStore } from './webhook-store.js';

/**
 * Tells the owner's URLs that a run is over: one delivery for each, begun in the store on condition that there is none,
 * then a job. Whoever ends a run twice, or was killed in between and comes again, changes nothing: the message of a launch
 * has one id.
 */
export async function announceEnd(store: ObjectStore, producer: JobProducer, run: RunRecord): Promise<void> {
  const webhooks = new WebhookStore(store);
  const urls = await webhooks.ofOwner(run.owner);
  if (urls.length === 0) return;
  const type = typeOf(run);
  const payload = JSON.stringify({ type, timestamp: run.finishedAt, data: await dataOf(store, run) });
  for (const url of urls) {
    const id = messageIdOfRun(run);
    await webhooks.begin(begun(url, id, type, run.id, payload));
    await enqueueDelivery(producer, { webhookId: url.id, id, replays: 0 });
  }
}

/** Sends a message that says nothing, for trying out a URL. */
export async function announceTest(
  store: ObjectStore,
  producer: JobProducer,
  url: WebhookRecord,
): Promise<WebhookDelivery> {
  const timestamp = new Date().toISOString();
  const payload = JSON.stringify({ type: 'webhook.test', timestamp, data: { webhookId: url.id } });
  const delivery = begun(url, newId('message'), 'webhook.test', null, payload);
  await new WebhookStore(store).begin(delivery);
  await enqueueDelivery(producer, delivery);
  return delivery;
}

/** Sends a message once more, under the same id. What was still to be tried of the sending before it, is not tried. */
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

function begun(
  { id: webhookId }: WebhookRecord,
  id: string,
  type: WebhookType,
  runId: string | null,
  payload: string,
): WebhookDelivery {
  const createdAt = new Date().toISOString();
  return { v: 1, id, webhookId, type, runId, payload, state: 'pending', createdAt, attempts: [], replays: 0 };
}

function typeOf({ state }: RunRecord): WebhookType {
  if (state === 'failed') return 'run.failed';
  return state === 'cancelled' ? 'run.cancelled' : 'run.completed';
}

/** What a receiver needs to go on: which run, how it ended, the counts, and where the results are. */
async function dataOf(store: ObjectStore, run: RunRecord): Promise<object> {
  const { id, kind, state, archiveId, modelId, error, createdAt, finishedAt } = run;
  const summary = kind === 'scoring' ? await findJson(store, scoringKeys.summary(id), scoringSummary) : null;
  const counts = summary === null ? {} : countsOf(summary);
  const path = `/v1/${kind}-runs/${id}`;
  return { runId: id, kind, state, archiveId, modelId, error, createdAt, finishedAt, path, ...counts };
}

function countsOf({
  clips,
  scored,
  failed,
  cancelled,
  scoresSha256,
}: ReturnType<typeof scoringSummary.parse>) {
  return { clips, scored, failed, cancelled, scoresSha256 };
}
