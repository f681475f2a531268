import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  type CreatedWebhookView,
  type DeliveryView,
  type PageQuery,
  type WebhookRecord,
  type WebhookView,
} from '#libs/contracts';
import { AddressGuard, checkUrl, WebhookStore, announceTest, replay } from '#libs/outbound';
import { JobProducer, failFast, type Keyspace } from '#libs/queue';
import type { ApiEnvironment } from '#libs/runtime';
import type { ObjectStore } from '#libs/storage';
import { ownedRecord, type Caller } from '../access/caller.js';
import { viewOf, viewPage } from '../core/records.js';
import { ENVIRONMENT, KEYSPACE, STORE } from '../core/tokens.js';

@Injectable()
export class WebhooksService {
  private readonly webhooks: WebhookStore;
  private readonly guard: AddressGuard;

  constructor(
    @Inject(ENVIRONMENT) env: ApiEnvironment,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(JobProducer) private readonly producer: JobProducer,
  ) {
    this.webhooks = new WebhookStore(store);
    this.guard = new AddressGuard(env.OUTBOUND_ALLOWED_NETWORKS);
  }

  /** Checks the URL; the addresses that its name resolves to are checked at each call. @throws SerenadeError `outbound.refused`, `webhook.too_many` */
  async create({ owner }: Caller, url: string): Promise<CreatedWebhookView> {
    return viewOf(await this.webhooks.create(owner, checkUrl(url, this.guard).href));
  }

  async list({ owner }: Caller, query: PageQuery) {
    return viewPage(await this.webhooks.records.page({ ...query, owner }), withoutSecret);
  }

  async get(caller: Caller, id: string): Promise<WebhookView> {
    return withoutSecret(await this.find(caller, id));
  }

  async delete(caller: Caller, id: string): Promise<void> {
    await this.webhooks.delete(await this.find(caller, id));
  }

  async test(caller: Caller, id: string): Promise<DeliveryView> {
    const url = await this.find(caller, id);
    const { store, producer, keyspace } = this;
    return viewOf(await failFast(keyspace.redis, () => announceTest(store, producer, url)));
  }

  async deliveries(caller: Caller, id: string, { limit, cursor }: PageQuery) {
    await this.find(caller, id);
    return viewPage(await this.webhooks.deliveries(id, limit, cursor), viewOf);
  }

  /** @throws SerenadeError `webhook.not_found` */
  async replay(caller: Caller, id: string, deliveryId: string): Promise<DeliveryView> {
    await this.find(caller, id);
    const delivery = await this.webhooks.delivery(id, deliveryId);
    if (delivery === null)
      throw new SerenadeError('webhook.not_found', `The webhook ${id} has no delivery ${deliveryId}.`);
    const { store, producer, keyspace } = this;
    return viewOf(await failFast(keyspace.redis, () => replay(store, producer, delivery)));
  }

  private async find(caller: Caller, id: string): Promise<WebhookRecord> {
    return ownedRecord(caller, await this.webhooks.records.find(id), 'webhook.not_found', id);
  }
}

function withoutSecret({ v: _version, secret: _secret, ...view }: WebhookRecord): WebhookView {
  return view;
}
