import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/models.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { ClipsService } from './clips.service.js';
import { PeaksService } from './peaks.service.js';
import { ResultsController } from './results.controller.js';
import { ResultsService } from './results.service.js';

@Module({
  imports: [ModelsModule, RunsModule],
  controllers: [ResultsController],
  providers: [ClipsService, PeaksService, ResultsService],
})
export class ResultsModule {}
