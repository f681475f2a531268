import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  createEnsemble,
  modelIdParam,
  modelPictureParam,
  pageQuery,
  pictureQuery,
  type CreateEnsemble,
  type ModelView,
  type PageQuery,
  type PictureQuery,
} from '#libs/contracts';
import { modelCardMarkdown } from '#libs/report';
import type { Page } from '#libs/storage';
import { By, type Caller } from '../access/caller.js';
import { sendPicture } from '../http/send-picture.js';
import { sendRanges } from '../http/send-ranges.js';
import { zod } from '../http/zod.pipe.js';
import { EnsemblesService } from './ensembles.service.js';
import { ModelsService, modelViewOf } from './models.service.js';

@Controller('v1/models')
export class ModelsController {
  constructor(
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(EnsemblesService) private readonly ensembles: EnsemblesService,
  ) {}

  @Post('ensembles')
  @HttpCode(201)
  async createEnsemble(
    @By() caller: Caller,
    @Body(zod(createEnsemble)) request: CreateEnsemble,
  ): Promise<ModelView> {
    return modelViewOf(await this.ensembles.create(caller, request));
  }

  @Get()
  list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery): Promise<Page<ModelView>> {
    return this.models.list(caller, query);
  }

  @Get(':id')
  async get(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<ModelView> {
    return modelViewOf(await this.models.get(caller, id));
  }

  @Get(':id/onnx')
  async onnx(
    @By() caller: Caller,
    @Param(zod(modelIdParam)) { id }: { id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const body = await this.models.onnx(caller, id);
    void reply.header('content-disposition', `attachment; filename="${id}.onnx"`);
    await sendRanges(request, reply, body, 'application/octet-stream');
  }

  @Get(':id/card.md')
  @Header('content-type', 'text/markdown; charset=utf-8')
  async card(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<string> {
    return modelCardMarkdown(await this.models.get(caller, id));
  }

  @Get(':id/pictures/:file')
  async picture(
    @By() caller: Caller,
    @Param(zod(modelPictureParam)) { id, file }: { id: string; file: string },
    @Query(zod(pictureQuery)) query: PictureQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPicture(reply, await this.models.get(caller, id), file, query);
  }
}
