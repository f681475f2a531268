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
  createScoringRun,
  pageQuery,
  retryFailed,
  scoringRunIdParam,
  type CreateScoringRun,
  type PageQuery,
  type RetryFailed,
  type ReceiptView,
} from '#libs/contracts';
import { By, type Caller } from '../access/caller.js';
import { clientGone } from '../http/client-gone.js';
import { zod } from '../http/zod.pipe.js';
import { Platform } from '../platform.js';
import { RetentionService } from '../retention/retention.service.js';
import { streamRunEvents } from './run-events.stream.js';
import { RunsService } from './runs.service.js';
import { ScoringRunsService } from './scoring-runs.service.js';

@Controller('v1/scoring-runs')
export class ScoringRunsController {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(ScoringRunsService) private readonly scorings: ScoringRunsService,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(RetentionService) private readonly retention: RetentionService,
  ) {}

  /** 202 with a run; 200 with what it would do where the request says `dryRun`. */
  @Post()
  @HttpCode(202)
  async create(
    @By() caller: Caller,
    @Body(zod(createScoringRun)) request: CreateScoringRun,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (request.dryRun === true) {
      reply.status(200);
      return this.scorings.tryOut(caller, request, clientGone(reply));
    }
    return this.runs.view(await this.scorings.create(caller, request));
  }

  @Get()
  async list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery) {
    return this.runs.page(await this.platform.ledger.scoring.page({ ...query, owner: caller.owner }));
  }

  @Get(':id')
  async get(@By() caller: Caller, @Param(zod(scoringRunIdParam)) { id }: { id: string }) {
    return this.runs.view(await this.find(caller, id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  async cancel(@By() caller: Caller, @Param(zod(scoringRunIdParam)) { id }: { id: string }) {
    await this.runs.cancel(await this.find(caller, id));
    return this.runs.view(await this.find(caller, id));
  }

  @Post(':id/pause')
  @HttpCode(202)
  async pause(@By() caller: Caller, @Param(zod(scoringRunIdParam)) { id }: { id: string }) {
    await this.runs.pause(await this.find(caller, id));
    return this.runs.view(await this.find(caller, id));
  }

  @Post(':id/resume')
  @HttpCode(202)
  async resume(@By() caller: Caller, @Param(zod(scoringRunIdParam)) { id }: { id: string }) {
    await this.runs.resume(await this.find(caller, id));
    return this.runs.view(await this.find(caller, id));
  }

  @Post(':id/retry-failed')
  @HttpCode(202)
  async retryFailed(
    @By() caller: Caller,
    @Param(zod(scoringRunIdParam)) { id }: { id: string },
    @Body(zod(retryFailed.nullish())) request: RetryFailed | null | undefined,
  ) {
    await this.scorings.retryFailed(await this.find(caller, id), request ?? { codes: 'retryable' });
    return this.runs.view(await this.find(caller, id));
  }

  @Delete(':id')
  async delete(
    @By() caller: Caller,
    @Param(zod(scoringRunIdParam)) { id }: { id: string },
  ): Promise<ReceiptView> {
    return this.retention.removeRun(caller, await this.find(caller, id));
  }

  @Get(':id/events')
  async events(
    @By() caller: Caller,
    @Param(zod(scoringRunIdParam)) { id }: { id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await streamRunEvents(this.platform, await this.find(caller, id), request, reply);
  }

  private find(caller: Caller, id: string) {
    return this.runs.get(caller, this.platform.ledger.scoring, id);
  }
}
