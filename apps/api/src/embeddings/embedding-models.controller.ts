import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  SerenadeError,
  embeddingModelIdParam,
  pageQuery,
  uploadEmbeddingModelQuery,
  type EmbeddingModelView,
  type PageQuery,
  type UploadEmbeddingModelQuery,
} from '#libs/contracts';
import type { Page } from '#libs/storage';
import { By, type Caller } from '../access/caller.js';
import { isStream } from '../http/body.js';
import { zod } from '../http/zod.pipe.js';
import { EmbeddingModelsService } from './embedding-models.service.js';

@Controller('v1/embedding-models')
export class EmbeddingModelsController {
  constructor(@Inject(EmbeddingModelsService) private readonly models: EmbeddingModelsService) {}

  @Post()
  @HttpCode(201)
  async upload(
    @By() caller: Caller,
    @Query(zod(uploadEmbeddingModelQuery)) query: UploadEmbeddingModelQuery,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<EmbeddingModelView> {
    const type = request.headers['content-type'] ?? '';
    if (isStream(body) && !type.startsWith('multipart/')) return this.models.register(caller, body, query);
    throw new SerenadeError(
      'request.unsupported_media_type',
      'Send the ONNX file itself as the body, for example: curl --data-binary @model.onnx -H "content-type: application/octet-stream".',
    );
  }

  @Get()
  list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery): Promise<Page<EmbeddingModelView>> {
    return this.models.list(caller, query);
  }

  @Get(':id')
  get(
    @By() caller: Caller,
    @Param(zod(embeddingModelIdParam)) { id }: { id: string },
  ): Promise<EmbeddingModelView> {
    return this.models.get(caller, id);
  }
}
