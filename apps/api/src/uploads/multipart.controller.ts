import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  createMultipartUpload,
  multipartIdParam,
  signPartsRequest,
  type ArchiveView,
  type CreateMultipartUpload,
  type MultipartUploadView,
  type SignPartsRequest,
  type SignedParts,
  type StoredParts,
} from '#libs/contracts';
import { By, type Caller } from '../access/caller.js';
import { viewOf } from '../archives/archives.service.js';
import { zod } from '../http/zod.pipe.js';
import { MultipartService } from './multipart.service.js';

const id = zod(multipartIdParam);

@Controller('v1/multipart-uploads')
export class MultipartController {
  constructor(@Inject(MultipartService) private readonly multipart: MultipartService) {}

  @Post()
  @HttpCode(201)
  create(
    @By() caller: Caller,
    @Body(zod(createMultipartUpload)) request: CreateMultipartUpload,
  ): Promise<MultipartUploadView> {
    return this.multipart.create(caller, request);
  }

  @Get(':id')
  get(@By() caller: Caller, @Param(id) upload: { id: string }): Promise<MultipartUploadView> {
    return this.multipart.get(caller, upload.id);
  }

  @Post(':id/sign')
  @HttpCode(200)
  sign(
    @By() caller: Caller,
    @Param(id) upload: { id: string },
    @Body(zod(signPartsRequest)) { parts }: SignPartsRequest,
  ): Promise<SignedParts> {
    return this.multipart.sign(caller, upload.id, parts);
  }

  @Get(':id/parts')
  list(@By() caller: Caller, @Param(id) upload: { id: string }): Promise<StoredParts> {
    return this.multipart.list(caller, upload.id);
  }

  @Post(':id/complete')
  @HttpCode(201)
  async complete(@By() caller: Caller, @Param(id) upload: { id: string }): Promise<ArchiveView> {
    return viewOf(await this.multipart.complete(caller, upload.id));
  }

  @Delete(':id')
  @HttpCode(204)
  abort(@By() caller: Caller, @Param(id) upload: { id: string }): Promise<void> {
    return this.multipart.abort(caller, upload.id);
  }
}
