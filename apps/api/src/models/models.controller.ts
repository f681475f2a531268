import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { modelIdParam, pageQuery, type ModelView, type PageQuery } from '#libs/contracts';
import type { Page } from '#libs/storage';
import { By, type Caller } from '../access/caller.js';
import { zod } from '../http/zod.pipe.js';
import { ModelsService, modelViewOf } from './models.service.js';

@Controller('v1/models')
export class ModelsController {
  constructor(@Inject(ModelsService) private readonly models: ModelsService) {}

  @Get()
  list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery): Promise<Page<ModelView>> {
    return this.models.list(caller, query);
  }

  @Get(':id')
  async get(@By() caller: Caller, @Param(zod(modelIdParam)) { id }: { id: string }): Promise<ModelView> {
    return modelViewOf(await this.models.get(caller, id));
  }
}
