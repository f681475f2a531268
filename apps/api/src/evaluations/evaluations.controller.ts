import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  createEvaluation,
  evaluationIdParam,
  pageQuery,
  type CreateEvaluation,
  type EvaluationView,
  type PageQuery,
  type ProtocolReport,
} from '#libs/contracts';
import type { Page } from '#libs/storage';
import { By, type Caller } from '../access/caller.js';
import { zod } from '../http/zod.pipe.js';
import { EvaluationsService } from './evaluations.service.js';

@Controller('v1/evaluations')
export class EvaluationsController {
  constructor(@Inject(EvaluationsService) private readonly evaluations: EvaluationsService) {}

  @Post()
  @HttpCode(202)
  async create(
    @By() caller: Caller,
    @Body(zod(createEvaluation)) request: CreateEvaluation,
  ): Promise<EvaluationView> {
    return this.evaluations.view(await this.evaluations.create(caller, request));
  }

  @Get()
  list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery): Promise<Page<EvaluationView>> {
    return this.evaluations.list(caller, query);
  }

  @Get(':id')
  async get(
    @By() caller: Caller,
    @Param(zod(evaluationIdParam)) { id }: { id: string },
  ): Promise<EvaluationView> {
    return this.evaluations.view(await this.evaluations.get(caller, id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  async cancel(
    @By() caller: Caller,
    @Param(zod(evaluationIdParam)) { id }: { id: string },
  ): Promise<EvaluationView> {
    const record = await this.evaluations.get(caller, id);
    await this.evaluations.cancel(record);
    return this.evaluations.view(record);
  }

  @Get(':id/report')
  async report(
    @By() caller: Caller,
    @Param(zod(evaluationIdParam)) { id }: { id: string },
  ): Promise<ProtocolReport> {
    return this.evaluations.report(await this.evaluations.get(caller, id));
  }
}
