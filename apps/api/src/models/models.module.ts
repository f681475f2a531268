import { Module } from '@nestjs/common';
import { ArchivesModule } from '../archives/archives.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { TrainingRunsModule } from '../training-runs/training-runs.module.js';
import { CompressionsService } from './compressions.service.js';
import { EnsemblesService } from './ensembles.service.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';
import { TrialsService } from './trials.service.js';

@Module({
  imports: [ArchivesModule, RunsModule, TrainingRunsModule],
  controllers: [ModelsController],
  providers: [CompressionsService, EnsemblesService, ModelsService, TrialsService],
  exports: [ModelsService],
})
export class ModelsModule {}
