import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  SerenadeError,
  archiveFromBucket,
  archiveFromUrls,
  archiveIdParam,
  pageQuery,
  uploadArchiveQuery,
  type ArchiveFromBucket,
  type ArchiveFromUrls,
  type ArchiveView,
  type PageQuery,
  type ReceiptView,
  type SelectionView,
  type UploadArchiveQuery,
} from '#libs/contracts';
import type { Page } from '#libs/storage';
import { By, type Caller } from '../access/caller.js';
import { isStream } from '../http/body.js';
import { zod } from '../http/zod.pipe.js';
import { ArchivesService, viewOf } from './archives.service.js';
import { BucketService } from './bucket.service.js';
import { SelectionService } from './selection.service.js';
import { UrlListService } from './url-list.service.js';

@Controller('v1/archives')
export class ArchivesController {
  constructor(
    @Inject(ArchivesService) private readonly archives: ArchivesService,
    @Inject(BucketService) private readonly buckets: BucketService,
    @Inject(UrlListService) private readonly urls: UrlListService,
    @Inject(SelectionService) private readonly selections: SelectionService,
  ) {}

  @Post()
  @HttpCode(201)
  async upload(
    @By() caller: Caller,
    @Query(zod(uploadArchiveQuery)) query: UploadArchiveQuery,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<ArchiveView> {
    const type = request.headers['content-type'] ?? '';
    if (!isStream(body) || type.startsWith('multipart/')) {
      throw new SerenadeError(
        'request.unsupported_media_type',
        'Send the zip file itself as the body, for example: curl --data-binary @clips.zip -H "content-type: application/zip".',
      );
    }
    const length = Number(request.headers['content-length'] ?? NaN);
    return this.archives.upload(caller, body, query, Number.isFinite(length) ? length : null);
  }

  @Post('from-bucket')
  @HttpCode(201)
  async fromBucket(
    @By() caller: Caller,
    @Body(zod(archiveFromBucket)) request: ArchiveFromBucket,
  ): Promise<ArchiveView> {
    return viewOf(await this.buckets.take(caller, request));
  }

  @Post('from-urls')
  @HttpCode(201)
  async fromUrls(
    @By() caller: Caller,
    @Body(zod(archiveFromUrls)) request: ArchiveFromUrls,
  ): Promise<ArchiveView> {
    return viewOf(await this.urls.take(caller, request));
  }

  @Post(':id/manifest')
  @HttpCode(200)
  async select(
    @By() caller: Caller,
    @Param(zod(archiveIdParam)) { id }: { id: string },
    @Body() body: unknown,
  ): Promise<SelectionView> {
    if (!isStream(body)) {
      const hint = 'Send the table itself as text/csv or application/x-ndjson.';
      throw new SerenadeError('request.unsupported_media_type', hint);
    }
    return this.selections.set(await this.archives.get(caller, id), body);
  }

  @Get()
  list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery): Promise<Page<ArchiveView>> {
    return this.archives.list(caller, query);
  }

  @Get(':id')
  async get(@By() caller: Caller, @Param(zod(archiveIdParam)) { id }: { id: string }): Promise<ArchiveView> {
    return viewOf(await this.archives.get(caller, id));
  }

  @Delete(':id')
  delete(@By() caller: Caller, @Param(zod(archiveIdParam)) { id }: { id: string }): Promise<ReceiptView> {
    return this.archives.delete(caller, id);
  }
}
