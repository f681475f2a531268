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
  compressModel,
  createEnsemble,
  SerenadeError,
  modelIdParam,
  modelPageQuery,
  modelPictureParam,
  pictureQuery,
  type CompressModel,
  type CreateEnsemble,
  type ModelPageQuery,
  type ModelView,
  type TrialView,
  type PictureQuery,
} from '#libs/contracts';
import { modelCardMarkdown } from '#libs/report';
import type { Page } from '#libs/storage';
import { By, type Caller } from '../access/caller.js';
import { isStream } from '../http/body.js';
import { sendPicture } from '../http/send-picture.js';
import { sendRanges } from '../http/send-ranges.js';
import { zod } from '../http/zod.pipe.js';
import { RunsService } from '../runs/runs.service.js';
import { CompressionsService } from './compressions.service.js';
import { EnsemblesService } from './ensembles.service.js';
import { ModelsService } from './models.service.js';
import { TrialsService } from './trials.service.js';

@Controller('v1/models')
export class ModelsController {
  constructor(
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(EnsemblesService) private readonly ensembles: EnsemblesService,
    @Inject(TrialsService) private readonly trials: TrialsService,
    @Inject(CompressionsService) private readonly compressions: CompressionsService,
    @Inject(RunsService) private readonly runs: RunsService,
  ) {}

  @Post('ensembles')
  @HttpCode(201)
  async createEnsemble(
    @By() caller: Caller,
    @Body(zod(createEnsemble)) request: CreateEnsemble,
  ): Promise<ModelView> {
    return this.models.view(caller, await this.ensembles.create(caller, request));
  }

  @Get()
  list(@By() caller: Caller, @Query(zod(modelPageQuery)) query: ModelPageQuery): Promise<Page<ModelView>> {
    return this.models.list(caller, query);
  }

  @Get(':id')
  async get(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<ModelView> {
    return this.models.view(caller, await this.models.get(caller, id));
  }

  @Post(':id/try')
  @HttpCode(200)
  try(
    @By() caller: Caller,
    @Param(zod(modelIdParam)) { id }: { id: string },
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<TrialView> {
    const type = request.headers['content-type'] ?? '';
    if (isStream(body) && !type.startsWith('multipart/')) return this.trials.try(caller, id, body);
    throw new SerenadeError(
      'request.unsupported_media_type',
      'Send the recording itself as the body, for example: curl --data-binary @one.wav -H "content-type: audio/wav".',
    );
  }

  @Post(':id/promote')
  @HttpCode(200)
  promote(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<ModelView> {
    return this.models.act(caller, id, 'promote');
  }

  @Post(':id/demote')
  @HttpCode(200)
  demote(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<ModelView> {
    return this.models.act(caller, id, 'demote');
  }

  @Post(':id/archive')
  @HttpCode(200)
  archive(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<ModelView> {
    return this.models.act(caller, id, 'archive');
  }

  @Post(':id/restore')
  @HttpCode(200)
  restore(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<ModelView> {
    return this.models.act(caller, id, 'restore');
  }

  @Post(':id/share')
  @HttpCode(200)
  share(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<ModelView> {
    return this.models.act(caller, id, 'share');
  }

  @Post(':id/unshare')
  @HttpCode(200)
  unshare(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<ModelView> {
    return this.models.act(caller, id, 'unshare');
  }

  @Post(':id/compressions')
  @HttpCode(202)
  async compress(
    @By() caller: Caller,
    @Param(zod(modelIdParam)) { id }: { id: string },
    @Body(zod(compressModel)) request: CompressModel,
  ) {
    return this.runs.view(await this.compressions.create(caller, id, request));
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
