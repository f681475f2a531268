import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { ArchivesModule } from './archives/archives.module.js';
import type { ApiContext } from './core/api-context.js';
import { CoreModule } from './core/core.module.js';
import { EmbeddingModelsModule } from './embeddings/embedding-models.module.js';
import { EvaluationsModule } from './evaluations/evaluations.module.js';
import { HealthModule } from './health/health.module.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { KeysModule } from './keys/keys.module.js';
import { ModelsModule } from './models/models.module.js';
import { ResultsModule } from './results/results.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { RunsModule } from './runs/runs.module.js';
import { ScoringRunsModule } from './scoring-runs/scoring-runs.module.js';
import { SweepsModule } from './sweeps/sweeps.module.js';
import { TrainingRunsModule } from './training-runs/training-runs.module.js';
import { UploadsModule } from './uploads/uploads.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The API: one module per noun, each of which imports the modules that it uses. */
@Module({})
export class AppModule {
  static of(context: ApiContext): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.of(context),
        ArchivesModule,
        EmbeddingModelsModule,
        EvaluationsModule,
        HealthModule,
        KeysModule,
        ModelsModule,
        ResultsModule,
        RetentionModule,
        RunsModule,
        ScoringRunsModule,
        SweepsModule,
        TrainingRunsModule,
        UploadsModule,
        WebhooksModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
    };
  }
}
