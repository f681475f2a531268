import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  SerenadeError,
  createApiKey,
  keyIdParam,
  keyPageQuery,
  type ApiKeyView,
  type CallerView,
  type CreateApiKey,
  type CreatedApiKey,
  type KeyPageQuery,
} from '#libs/contracts';
import type { Page } from '#libs/storage';
import { By, type Caller } from '../access/caller.js';
import { zod } from '../http/zod.pipe.js';
import { Platform } from '../platform.js';

/** Keys of all owners, for those who hold `admin`; and whom one's own key is for. */
@Controller('v1')
export class KeysController {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  @Get('caller')
  caller(@By() { owner, keyId, scopes }: Caller): CallerView {
    return { owner, keyId, scopes: [...scopes] };
  }

  @Post('keys')
  @HttpCode(201)
  async create(@By() caller: Caller, @Body(zod(createApiKey)) wanted: CreateApiKey): Promise<CreatedApiKey> {
    const { keys, ring } = this.platform;
    const { owner = caller.owner, name, scopes, expiresAt = null, requestsPerMinute = null } = wanted;
    if (expiresAt !== null && Date.parse(expiresAt) <= Date.now())
      throw new SerenadeError('request.invalid', 'expiresAt: this is past.');
    const createdBy = caller.keyId ?? caller.owner;
    const made = { owner, name, scopes, expiresAt, createdBy, requestsPerMinute };
    const { record, secret } = await keys.create(made);
    ring.forget(record.id);
    return { ...(await keys.toView(record)), secret };
  }

  @Get('keys')
  async list(@Query(zod(keyPageQuery)) query: KeyPageQuery): Promise<Page<ApiKeyView>> {
    const { keys } = this.platform;
    const { items, nextCursor } = await keys.page(query);
    return { items: await Promise.all(items.map((record) => keys.toView(record))), nextCursor };
  }

  @Get('keys/:id')
  async get(@Param(zod(keyIdParam)) { id }: { id: string }): Promise<ApiKeyView> {
    const { keys } = this.platform;
    return keys.toView(await keys.get(id));
  }

  @Post('keys/:id/revoke')
  @HttpCode(200)
  async revoke(@Param(zod(keyIdParam)) { id }: { id: string }): Promise<ApiKeyView> {
    const { keys, ring } = this.platform;
    const record = await keys.revoke(id);
    ring.forget(id);
    return keys.toView(record);
  }
}
