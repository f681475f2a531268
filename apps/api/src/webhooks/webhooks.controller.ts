import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  createWebhook,
  deliveryParam,
  pageQuery,
  webhookIdParam,
  type CreateWebhook,
  type CreatedWebhookView,
  type DeliveryView,
  type PageQuery,
  type WebhookView,
} from '#libs/contracts';
import { By, type Caller } from '../access/caller.js';
import { zod } from '../http/zod.pipe.js';
import { WebhooksService } from './webhooks.service.js';

interface Id {
  readonly id: string;
}

/** URLs that are told when runs are over, and the log of what they were told. */
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(@Inject(WebhooksService) private readonly webhooks: WebhooksService) {}

  @Post()
  @HttpCode(201)
  create(
    @By() caller: Caller,
    @Body(zod(createWebhook)) request: CreateWebhook,
  ): Promise<CreatedWebhookView> {
    return this.webhooks.create(caller, request.url);
  }

  @Get()
  list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery) {
    return this.webhooks.list(caller, query);
  }

  @Get(':id')
  get(@By() caller: Caller, @Param(zod(webhookIdParam)) { id }: Id): Promise<WebhookView> {
    return this.webhooks.get(caller, id);
  }

  @Delete(':id')
  @HttpCode(204)
  delete(@By() caller: Caller, @Param(zod(webhookIdParam)) { id }: Id): Promise<void> {
    return this.webhooks.delete(caller, id);
  }

  @Post(':id/test')
  @HttpCode(202)
  test(@By() caller: Caller, @Param(zod(webhookIdParam)) { id }: Id): Promise<DeliveryView> {
    return this.webhooks.test(caller, id);
  }

  @Get(':id/deliveries')
  deliveries(
    @By() caller: Caller,
    @Param(zod(webhookIdParam)) { id }: Id,
    @Query(zod(pageQuery)) query: PageQuery,
  ) {
    return this.webhooks.deliveries(caller, id, query);
  }

  @Post(':id/deliveries/:delivery/replay')
  @HttpCode(202)
  replay(
    @By() caller: Caller,
    @Param(zod(deliveryParam)) { id, delivery }: Id & { readonly delivery: string },
  ): Promise<DeliveryView> {
    return this.webhooks.replay(caller, id, delivery);
  }
}
