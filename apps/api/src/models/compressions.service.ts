import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  checkTrainable,
  fineTuning,
  newId,
  parseRecipe,
  recipeNamed,
  usualStudent,
  type CompressModel,
  type ModelCard,
  type Recipe,
  type TrainingRunRecord,
} from '#libs/contracts';
import { RunLedger } from '#libs/runs';
import { trainingKeys, type ObjectStore } from '#libs/storage';
import { owned, type Caller } from '../access/caller.js';
import { ArchivesService } from '../archives/archives.service.js';
import { STORE } from '../core/tokens.js';
import { RunsService } from '../runs/runs.service.js';
import { CUSTOM_RECIPE, TrainingRunsService } from '../training-runs/training-runs.service.js';
import { ModelsService } from './models.service.js';

/**
 * Compresses models. A compression is a training run on the corpus and split of the parent's training run, so both models
 * are tested on the same clips, from which neither has learned.
 */
@Injectable()
export class CompressionsService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(ArchivesService) private readonly archives: ArchivesService,
    @Inject(TrainingRunsService) private readonly trainings: TrainingRunsService,
    @Inject(RunsService) private readonly runs: RunsService,
  ) {}

  /** @throws SerenadeError `model.not_found`, `model.not_compressible`, `archive.not_found`, and the errors of a training */
  async create(caller: Caller, id: string, request: CompressModel): Promise<TrainingRunRecord> {
    const parent = await this.models.get(caller, id);
    if (parent.members !== undefined && request.method.kind !== 'distill') {
      throw new SerenadeError(
        'model.not_compressible',
        `An ensemble has no weights of its own, so this method cannot apply: ${request.method.kind}. Distill it, or compress its members.`,
        { modelId: id },
      );
    }
    const source = await this.trainingOf(caller, parent);
    await this.archives.get(caller, source.archiveId);
    const { name, recipe } = recipeOf(request, parent, source);
    checkTrainable(recipe, parent.featureSet);
    const record: TrainingRunRecord = {
      ...source,
      ...this.runs.queued(request),
      id: newId('trainingRun'),
      recipe: name,
      resolvedRecipe: recipe,
      modelId: null,
      compression: { parentModelId: parent.id, method: request.method },
    };
    await this.trainings.start(record, await this.tableOf(source));
    return record;
  }

  /** Returns the run that trained the model; for an ensemble whose members share a split, that of its first member. */
  private async trainingOf(caller: Caller, card: ModelCard): Promise<TrainingRunRecord> {
    const [first] = card.members ?? [];
    if (first !== undefined && card.split !== null)
      return this.trainingOf(caller, await this.models.get(caller, first.modelId));
    const run = card.trainingRunId === null ? null : await this.ledger.training.find(card.trainingRunId);
    const own = owned(caller, run);
    if (own !== null) return own;
    throw new SerenadeError(
      'model.not_compressible',
      `The training run of ${card.id} does not exist here, and with it the corpus and split for testing a smaller model are missing. Train a model and keep its run.`,
      { modelId: card.id },
    );
  }

  private async tableOf({ id }: TrainingRunRecord): Promise<string | undefined> {
    const bytes = await this.store.find(trainingKeys.table(id));
    return bytes === null ? undefined : new TextDecoder().decode(bytes);
  }
}

/** Builds the recipe. A student uses its teacher's validation share, because the split depends on it. */
function recipeOf(
  { method, recipe: asked, epochs }: CompressModel,
  { featureSet }: ModelCard,
  source: TrainingRunRecord,
): { name: string; recipe: Recipe } {
  const { resolvedRecipe } = source;
  if (method.kind !== 'distill') {
    if (asked !== undefined)
      throw new SerenadeError('request.invalid', `recipe: applies to distillation only.`);
    const recipe = method.kind === 'prune' ? fineTuning(resolvedRecipe, epochs) : resolvedRecipe;
    return { name: source.recipe, recipe };
  }
  const name = asked ?? usualStudent(featureSet);
  const student = typeof name === 'string' ? recipeNamed(name) : parseRecipe(name);
  const { validationShare } = resolvedRecipe;
  return {
    name: typeof name === 'string' ? name : CUSTOM_RECIPE,
    recipe: { ...student, epochs: epochs ?? student.epochs, validationShare },
  };
}
