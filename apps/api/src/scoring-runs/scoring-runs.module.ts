import { Module } from '@nestjs/common';
import { ArchivesModule } from '../archives/archives.module.js';
import { EmbeddingModelsModule } from '../embeddings/embedding-models.module.js';
import { ModelsModule } from '../models/models.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { DryRunService } from './dry-run.service.js';
import { ScoringRunsController } from './scoring-runs.controller.js';
import { ScoringRunsService } from './scoring-runs.service.js';

@Module({
  imports: [ArchivesModule, EmbeddingModelsModule, ModelsModule, RunsModule],
  controllers: [ScoringRunsController],
  providers: [DryRunService, ScoringRunsService],
})
export class ScoringRunsModule {}
