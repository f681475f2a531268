import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  createTrainingRun,
  pageQuery,
  trainingRunIdParam,
  type CreateTrainingRun,
  type PageQuery,
  type TrainingReport,
} from '#libs/contracts';
import { zod } from '../http/zod.pipe.js';
import { Platform } from '../platform.js';
import { streamRunEvents } from './run-events.stream.js';
import { RunsService } from './runs.service.js';
import { TrainingRunsService } from './training-runs.service.js';

@Controller('v1/training-runs')
export class TrainingRunsController {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(TrainingRunsService) private readonly trainings: TrainingRunsService,
    @Inject(RunsService) private readonly runs: RunsService,
  ) {}

  @Post()
  @HttpCode(202)
  async create(@Body(zod(createTrainingRun)) request: CreateTrainingRun) {
    return this.runs.view(await this.trainings.create(request));
  }

  @Get()
  async list(@Query(zod(pageQuery)) query: PageQuery) {
    return this.runs.page(await this.platform.ledger.training.page(query));
  }

  @Get(':id')
  async get(@Param(zod(trainingRunIdParam)) { id }: { id: string }) {
    return this.runs.view(await this.find(id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  async cancel(@Param(zod(trainingRunIdParam)) { id }: { id: string }) {
    await this.runs.cancel(await this.find(id));
    return this.runs.view(await this.find(id));
  }

  @Get(':id/events')
  async events(
    @Param(zod(trainingRunIdParam)) { id }: { id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await streamRunEvents(this.platform, await this.find(id), request, reply);
  }

  @Get(':id/report')
  async report(@Param(zod(trainingRunIdParam)) { id }: { id: string }): Promise<TrainingReport> {
    return this.trainings.report(await this.find(id));
  }

  private find(id: string) {
    return this.runs.get(this.platform.ledger.training, id);
  }
}
