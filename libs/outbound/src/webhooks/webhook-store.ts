import { randomBytes } from 'node:crypto';
import {
  SerenadeError,
  newId,
  webhookDelivery,
  webhookRecord,
  type WebhookDelivery,
  type WebhookRecord,
} from '#libs/contracts';
import {
  Records,
  findJson,
  getJson,
  putJson,
  putJsonIfAbsent,
  webhookKeys,
  type ObjectStore,
  type Page,
} from '#libs/storage';

/** Maximum number of URLs per owner: each end of a run sends a message to each. */
const MOST_OF_OWNER = 20;
const SECRET_BYTES = 32;

/** Stores webhook URLs and the log of their deliveries. */
export class WebhookStore {
  readonly records: Records<typeof webhookRecord>;

  constructor(private readonly store: ObjectStore) {
    this.records = new Records(store, 'webhooks', webhookRecord);
  }

  /** @throws SerenadeError `webhook.too_many` */
  async create(owner: string, url: string): Promise<WebhookRecord> {
    if ((await this.ofOwner(owner)).length >= MOST_OF_OWNER) {
      const message = `An owner can have ${MOST_OF_OWNER} webhooks. Delete one first.`;
      throw new SerenadeError('webhook.too_many', message);
    }
    const record: WebhookRecord = {
      v: 1,
      id: newId('webhook'),
      owner,
      url,
      secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`,
      createdAt: new Date().toISOString(),
    };
    await this.records.save(record);
    return record;
  }

  async ofOwner(owner: string): Promise<WebhookRecord[]> {
    return (await this.records.page({ limit: MOST_OF_OWNER, owner })).items;
  }

  /** Deletes a URL with its log. Pending deliveries find no URL and end. */
  async delete(record: WebhookRecord): Promise<void> {
    await this.records.delete(record);
    await this.store.deletePrefix(webhookKeys.deliveries(record.id));
  }

  async delivery(webhookId: string, id: string): Promise<WebhookDelivery | null> {
    return findJson(this.store, webhookKeys.delivery(webhookId, id), webhookDelivery);
  }

  async save(delivery: WebhookDelivery): Promise<void> {
    await putJson(this.store, webhookKeys.delivery(delivery.webhookId, delivery.id), delivery);
  }

  /** Creates a delivery unless it exists. */
  async begin(delivery: WebhookDelivery): Promise<void> {
    await putJsonIfAbsent(this.store, webhookKeys.delivery(delivery.webhookId, delivery.id), delivery);
  }

  /**
   * Deletes deliveries created before a time. A delivery's id is as old as its run, so it reads those of old runs only.
   * @returns the number of deleted deliveries
   */
  async forgetBefore(time: Date): Promise<number> {
    let forgotten = 0;
    for await (const webhookId of this.records.listAllIds()) {
      const startAfter = webhookKeys.deliveriesUntil(webhookId, time.getTime());
      for await (const { key } of this.store.list(webhookKeys.deliveries(webhookId), { startAfter })) {
        if ((await getJson(this.store, key, webhookDelivery)).createdAt >= time.toISOString()) continue;
        await this.store.delete(key);
        forgotten += 1;
      }
    }
    return forgotten;
  }

  /** Lists deliveries, newest first. */
  async deliveries(webhookId: string, limit: number, cursor?: string): Promise<Page<WebhookDelivery>> {
    const after = cursor === undefined ? {} : { startAfter: webhookKeys.delivery(webhookId, cursor) };
    const items: WebhookDelivery[] = [];
    const prefix = webhookKeys.deliveries(webhookId);
    for await (const { key } of this.store.list(prefix, { ...after, pageSize: limit + 1 })) {
      if (items.length === limit) return { items, nextCursor: items.at(-1)?.id ?? null };
      items.push(await getJson(this.store, key, webhookDelivery));
    }
    return { items, nextCursor: null };
  }
}
