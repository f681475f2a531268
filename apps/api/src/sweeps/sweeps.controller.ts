import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  createSweep,
  pageQuery,
  sweepIdParam,
  type CreateSweep,
  type PageQuery,
  type SweepView,
} from '#libs/contracts';
import { By, type Caller } from '../access/caller.js';
import { zod } from '../http/zod.pipe.js';
import { SweepsService } from './sweeps.service.js';

@Controller('v1/sweeps')
export class SweepsController {
  constructor(@Inject(SweepsService) private readonly sweeps: SweepsService) {}

  @Post()
  @HttpCode(202)
  async create(@By() caller: Caller, @Body(zod(createSweep)) request: CreateSweep): Promise<SweepView> {
    return this.sweeps.view(await this.sweeps.create(caller, request));
  }

  @Get()
  list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery) {
    return this.sweeps.list(caller, query);
  }

  @Get(':id')
  async get(@By() caller: Caller, @Param(zod(sweepIdParam)) { id }: { id: string }): Promise<SweepView> {
    return this.sweeps.view(await this.sweeps.get(caller, id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  async cancel(@By() caller: Caller, @Param(zod(sweepIdParam)) { id }: { id: string }): Promise<SweepView> {
    const sweep = await this.sweeps.get(caller, id);
    await this.sweeps.cancel(sweep);
    return this.sweeps.view(sweep);
  }
}
