import {
  Body,
  Controller,
  Delete,
  Get,
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
  createTrainingRun,
  pageQuery,
  pictureQuery,
  reportPictureParam,
  trainingRunIdParam,
  type CreateTrainingRun,
  type PageQuery,
  type PictureQuery,
  type ReceiptView,
  type TrainingReport,
} from '#libs/contracts';
import { By, type Caller } from '../access/caller.js';
import { sendPicture } from '../http/send-picture.js';
import { zod } from '../http/zod.pipe.js';
import { Platform } from '../platform.js';
import { RetentionService } from '../retention/retention.service.js';
import { streamRunEvents } from './run-events.stream.js';
import { RunsService } from './runs.service.js';
import { TrainingRunsService } from './training-runs.service.js';

@Controller('v1/training-runs')
export class TrainingRunsController {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(TrainingRunsService) private readonly trainings: TrainingRunsService,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(RetentionService) private readonly retention: RetentionService,
  ) {}

  @Post()
  @HttpCode(202)
  async create(@By() caller: Caller, @Body(zod(createTrainingRun)) request: CreateTrainingRun) {
    return this.runs.view(await this.trainings.create(caller, request));
  }

  @Get()
  async list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery) {
    return this.runs.page(await this.platform.ledger.training.page({ ...query, owner: caller.owner }));
  }

  @Get(':id')
  async get(@By() caller: Caller, @Param(zod(trainingRunIdParam)) { id }: { id: string }) {
    return this.runs.view(await this.find(caller, id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  async cancel(@By() caller: Caller, @Param(zod(trainingRunIdParam)) { id }: { id: string }) {
    await this.runs.cancel(await this.find(caller, id));
    return this.runs.view(await this.find(caller, id));
  }

  @Post(':id/stop')
  @HttpCode(202)
  async stop(@By() caller: Caller, @Param(zod(trainingRunIdParam)) { id }: { id: string }) {
    await this.trainings.endEarly(await this.find(caller, id));
    return this.runs.view(await this.find(caller, id));
  }

  @Post(':id/pause')
  @HttpCode(202)
  async pause(@By() caller: Caller, @Param(zod(trainingRunIdParam)) { id }: { id: string }) {
    await this.runs.pause(await this.find(caller, id));
    return this.runs.view(await this.find(caller, id));
  }

  @Post(':id/resume')
  @HttpCode(202)
  async resume(@By() caller: Caller, @Param(zod(trainingRunIdParam)) { id }: { id: string }) {
    await this.runs.resume(await this.find(caller, id));
    return this.runs.view(await this.find(caller, id));
  }

  @Delete(':id')
  async delete(
    @By() caller: Caller,
    @Param(zod(trainingRunIdParam)) { id }: { id: string },
  ): Promise<ReceiptView> {
    return this.retention.removeRun(caller, await this.find(caller, id));
  }

  @Get(':id/events')
  async events(
    @By() caller: Caller,
    @Param(zod(trainingRunIdParam)) { id }: { id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await streamRunEvents(this.platform, await this.find(caller, id), request, reply);
  }

  @Get(':id/report')
  async report(
    @By() caller: Caller,
    @Param(zod(trainingRunIdParam)) { id }: { id: string },
  ): Promise<TrainingReport> {
    return this.trainings.report(await this.find(caller, id));
  }

  @Get(':id/report/:file')
  async picture(
    @By() caller: Caller,
    @Param(zod(reportPictureParam)) { id, file }: { id: string; file: string },
    @Query(zod(pictureQuery)) query: PictureQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPicture(reply, await this.trainings.report(await this.find(caller, id)), file, query);
  }

  private find(caller: Caller, id: string) {
    return this.runs.get(caller, this.platform.ledger.training, id);
  }
}
