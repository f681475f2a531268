import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  featureSetId,
  isErrorCode,
  newId,
  scoringSummary,
  type ArchiveRecord,
  type CreateScoringRun,
  type DryRunView,
  type ModelCard,
  type RetryFailed,
  type ScoringRunRecord,
} from '#libs/contracts';
import { findJson, scoringKeys, storeDefinition, type ObjectStore } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { ArchivesService } from '../archives/archives.service.js';
import { STORE } from '../core/tokens.js';
import { EmbeddingModelsService } from '../embeddings/embedding-models.service.js';
import { ModelsService } from '../models/models.service.js';
import { DryRunService } from './dry-run.service.js';
import { addPreprocessing } from '../runs/request-checks.js';
import { RunsService } from '../runs/runs.service.js';

@Injectable()
export class ScoringRunsService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(ArchivesService) private readonly archives: ArchivesService,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(EmbeddingModelsService) private readonly embeddings: EmbeddingModelsService,
    @Inject(DryRunService) private readonly dryRuns: DryRunService,
  ) {}

  /**
   * Predicts what `create` would start, and starts nothing.
   * @param signal aborted when the client has gone
   * @throws SerenadeError as `create`, and `archive.*` as indexing does; the reason of the signal
   */
  async dryRun(caller: Caller, request: CreateScoringRun, signal: AbortSignal): Promise<DryRunView> {
    const { archive, model } = await this.check(caller, request);
    return this.dryRuns.predict(archive, model, signal);
  }

  /** Finds the archive and the model of a request, and checks that they fit. Writes nothing. */
  private async check(
    caller: Caller,
    request: CreateScoringRun,
  ): Promise<{ archive: ArchiveRecord; model: ModelCard }> {
    const archive = await this.archives.get(caller, request.archiveId);
    const model = await (request.modelId === undefined
      ? this.models.default(caller)
      : this.models.get(caller, request.modelId));
    const { preprocessing } = model.featureSet;
    if (
      request.featureSet !== undefined &&
      featureSetId(
        addPreprocessing(
          request.featureSet,
          await this.embeddings.featureSet(caller, request.featureSet),
          preprocessing,
        ),
      ) !== model.featureSetId
    ) {
      throw new SerenadeError(
        'model.feature_set_mismatch',
        `The model ${model.id} was trained on ${model.featureSetName ?? model.featureSetId} and can only score this feature set. Leave out featureSet.`,
        { modelId: model.id },
      );
    }
    return { archive, model };
  }

  async create(caller: Caller, request: CreateScoringRun): Promise<ScoringRunRecord> {
    const { archive, model } = await this.check(caller, request);
    await storeDefinition(this.store, model.featureSet);
    const record: ScoringRunRecord = {
      ...this.runs.queued(request),
      id: newId('scoringRun'),
      owner: caller.owner,
      kind: 'scoring',
      archiveId: archive.id,
      archiveName: archive.name,
      featureSet: model.featureSetName ?? model.featureSetId,
      featureSetId: model.featureSetId,
      modelId: model.id,
      modelVersion: model.version,
      retries: [],
    };
    await this.runs.start(record);
    return record;
  }

  /** Retries clips that failed with these errors. @throws SerenadeError as RunSteering.retryFailed */
  async retryFailed(record: ScoringRunRecord, { codes }: RetryFailed): Promise<void> {
    const summary = await findJson(this.store, scoringKeys.summary(record.id), scoringSummary);
    await this.runs.retryFailed(record, codes, Object.keys(summary?.errorsByCode ?? {}).filter(isErrorCode));
  }
}
