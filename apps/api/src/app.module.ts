import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { ArchivesController } from './archives/archives.controller.js';
import { ArchivesService } from './archives/archives.service.js';
import { BucketService } from './archives/bucket.service.js';
import { IntakeService } from './archives/intake.service.js';
import { SelectionService } from './archives/selection.service.js';
import { UrlListService } from './archives/url-list.service.js';
import { EmbeddingModelsController } from './embeddings/embedding-models.controller.js';
import { EmbeddingModelsService } from './embeddings/embedding-models.service.js';
import { EvaluationsController } from './evaluations/evaluations.controller.js';
import { EvaluationsService } from './evaluations/evaluations.service.js';
import { HealthController } from './health/health.controller.js';
import { MetricsService } from './health/metrics.service.js';
import { ReadinessService } from './health/readiness.service.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { AuditController } from './keys/audit.controller.js';
import { KeysController } from './keys/keys.controller.js';
import { CompressionsService } from './models/compressions.service.js';
import { EnsemblesService } from './models/ensembles.service.js';
import { ModelsController } from './models/models.controller.js';
import { ModelsService } from './models/models.service.js';
import { TrialsService } from './models/trials.service.js';
import { Platform } from './platform.js';
import { ClipsService } from './results/clips.service.js';
import { PeaksService } from './results/peaks.service.js';
import { ResultsController } from './results/results.controller.js';
import { ResultsService } from './results/results.service.js';
import { AudioQuotaService } from './quotas/audio-quota.service.js';
import { ByteQuotaService } from './quotas/byte-quota.service.js';
import { RunQuotaService } from './quotas/run-quota.service.js';
import { UsageController } from './quotas/usage.controller.js';
import { ReceiptsController } from './retention/receipts.controller.js';
import { RetentionService } from './retention/retention.service.js';
import { RungWatch } from './sweeps/rung-watch.js';
import { SweepsController } from './sweeps/sweeps.controller.js';
import { SweepRungs } from './sweeps/sweep-rungs.js';
import { SweepsService } from './sweeps/sweeps.service.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhooksService } from './webhooks/webhooks.service.js';
import { DryRunService } from './runs/dry-run/dry-run.service.js';
import { RunsController } from './runs/runs.controller.js';
import { RunsService } from './runs/runs.service.js';
import { ScoringRunsController } from './runs/scoring-runs.controller.js';
import { ScoringRunsService } from './runs/scoring-runs.service.js';
import { TrainingRunsController } from './runs/training-runs.controller.js';
import { TrainingRunsService } from './runs/training-runs.service.js';
import { MultipartController } from './uploads/multipart.controller.js';
import { MultipartService } from './uploads/multipart.service.js';
import { TusUploads } from './uploads/tus-uploads.js';
import { UploadsService } from './uploads/uploads.service.js';

@Module({})
export class AppModule {
  static on(platform: Platform): DynamicModule {
    return {
      module: AppModule,
      controllers: [
        ArchivesController,
        MultipartController,
        RunsController,
        TrainingRunsController,
        EvaluationsController,
        SweepsController,
        ScoringRunsController,
        ResultsController,
        ReceiptsController,
        WebhooksController,
        ModelsController,
        EmbeddingModelsController,
        KeysController,
        UsageController,
        AuditController,
        HealthController,
      ],
      providers: [
        { provide: Platform, useValue: platform },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        ByteQuotaService,
        RunQuotaService,
        AudioQuotaService,
        ArchivesService,
        BucketService,
        UrlListService,
        SelectionService,
        IntakeService,
        UploadsService,
        MultipartService,
        TusUploads,
        ModelsService,
        EnsemblesService,
        TrialsService,
        CompressionsService,
        EmbeddingModelsService,
        RunsService,
        TrainingRunsService,
        EvaluationsService,
        SweepRungs,
        SweepsService,
        RungWatch,
        ScoringRunsService,
        DryRunService,
        ResultsService,
        ClipsService,
        PeaksService,
        RetentionService,
        WebhooksService,
        ReadinessService,
        MetricsService,
      ],
    };
  }
}
