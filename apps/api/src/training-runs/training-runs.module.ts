import { Module } from '@nestjs/common';
import { ArchivesModule } from '../archives/archives.module.js';
import { EmbeddingModelsModule } from '../embeddings/embedding-models.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { TrainingRunsController } from './training-runs.controller.js';
import { TrainingRunsService } from './training-runs.service.js';

@Module({
  imports: [ArchivesModule, EmbeddingModelsModule, RunsModule],
  controllers: [TrainingRunsController],
  providers: [TrainingRunsService],
  exports: [TrainingRunsService],
})
export class TrainingRunsModule {}
