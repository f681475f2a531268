import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  type CreatedWebhookView,
  type DeliveryView,
  type PageQuery,
  type WebhookDelivery,
  type WebhookRecord,
  type WebhookView,
} from '#libs/contracts';
import { AddressGuard, checkedUrl, WebhookStore, announceTest, replay } from '#libs/outbound';
import { failFast } from '#libs/queue';
import { owned, type Caller } from '../access/caller.js';
import { Platform } from '../platform.js';

@Injectable()
export class WebhooksService {
  private readonly webhooks: WebhookStore;
  private readonly guard: AddressGuard;

  constructor(@Inject(Platform) private readonly platform: Platform) {
    this.webhooks = new WebhookStore(platform.store);
    this.guard = new AddressGuard(platform.env.OUTBOUND_ALLOWED_NETWORKS);
  }

  /** What the name resolves to is checked at each call. @throws SerenadeError `outbound.refused`, `webhook.too_many` */
  async create({ owner }: Caller, url: string): Promise<CreatedWebhookView> {
    const { v: _version, ...view } = await this.webhooks.create(owner, checkedUrl(url, this.guard).href);
    return view;
  }

  async list({ owner }: Caller, query: PageQuery) {
    const { items, nextCursor } = await this.webhooks.records.page({ ...query, owner });
    return { items: items.map(viewOf), nextCursor };
  }

  async get(caller: Caller, id: string): Promise<WebhookView> {
    return viewOf(await this.find(caller, id));
  }

  async delete(caller: Caller, id: string): Promise<void> {
    await this.webhooks.delete(await this.find(caller, id));
  }

  async test(caller: Caller, id: string): Promise<DeliveryView> {
    const url = await this.find(caller, id);
    const { redis, store, producer } = this.platform;
    return deliveryViewOf(await failFast(redis, () => announceTest(store, producer, url)));
  }

  async deliveries(caller: Caller, id: string, { limit, cursor }: PageQuery) {
    await this.find(caller, id);
    const { items, nextCursor } = await this.webhooks.deliveries(id, limit, cursor);
    return { items: items.map(deliveryViewOf), nextCursor };
  }

  /** @throws SerenadeError `webhook.not_found` */
  async replay(caller: Caller, id: string, deliveryId: string): Promise<DeliveryView> {
    await this.find(caller, id);
    const delivery = await this.webhooks.delivery(id, deliveryId);
    if (delivery === null)
      throw new SerenadeError('webhook.not_found', `The webhook ${id} has no delivery ${deliveryId}.`);
    const { redis, store, producer } = this.platform;
    return deliveryViewOf(await failFast(redis, () => replay(store, producer, delivery)));
  }

  private async find(caller: Caller, id: string): Promise<WebhookRecord> {
    const record = owned(caller, await this.webhooks.records.find(id));
    if (record === null) throw new SerenadeError('webhook.not_found', `There is no webhook ${id}.`);
    return record;
  }
}

function viewOf({ v: _version, secret: _secret, ...view }: WebhookRecord): WebhookView {
  return view;
}

function deliveryViewOf({ v: _version, ...view }: WebhookDelivery): DeliveryView {
  return view;
}
