import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  corporaOf,
  checkTrainable,
  isOver,
  newId,
  parseRecipe,
  recipeNamed,
  usualFeatureSet,
  trainingReport,
  type CorpusName,
  type Recipe,
  type ArchiveRecord,
  type CreateTrainingRun,
  type SplitName,
  type Utterance,
  type TrainingReport,
  type TrainingRunRecord,
} from '#libs/contracts';
import { loadUtterances, makeSplit, type ClipName } from '#libs/corpus';
import { RunLedger } from '#libs/runs';
import { findJson, putJson, storeDefinition, trainingKeys, type ObjectStore } from '#libs/storage';
import { readTrainingTable, type LabeledRow } from '#libs/tables';
import type { Caller } from '../access/caller.js';
import { clipNames } from '../archives/clip-names.js';
import { ArchivesService } from '../archives/archives.service.js';
import { STORE } from '../core/tokens.js';
import { EmbeddingModelsService } from '../embeddings/embedding-models.service.js';
import { addPreprocessing, resolveSplitName } from '../runs/request-checks.js';
import { RunsService } from '../runs/runs.service.js';

/** The API checks a corpus before it accepts a run. The worker checks clips beyond this number. */
const MOST_CLIPS_CHECKED = 100_000;

/** The name of a recipe that was sent as an object. */
export const CUSTOM_RECIPE = 'custom';

/** Trainings that differ only in fold and seed. */
export interface PreparedTraining {
  readonly corpus: string;
  readonly corpora: readonly CorpusName[];
  readonly utterances: readonly Utterance[];
  readonly split: SplitName;
  /** The requested recipe, before a sweep varies it. */
  readonly recipe: Recipe;
  /** Builds the record of one training. @param varied replaces the requested recipe */
  readonly record: (fold: number, seed: number, varied?: Recipe) => TrainingRunRecord;
}

@Injectable()
export class TrainingRunsService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(ArchivesService) private readonly archives: ArchivesService,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(EmbeddingModelsService) private readonly embeddings: EmbeddingModelsService,
  ) {}

  async create(caller: Caller, request: CreateTrainingRun): Promise<TrainingRunRecord> {
    const prepared = await this.prepare(caller, request);
    const record = prepared.record(request.fold, request.seed);
    await this.start(record, request.table);
    return record;
  }

  /**
   * Looks up everything that trainings of one archive share. `record` of the result then builds the record of each fold
   * and seed; it also makes the split, and throws if the split is impossible.
   */
  async prepare(
    caller: Caller,
    request: Omit<CreateTrainingRun, 'fold' | 'seed'>,
  ): Promise<PreparedTraining> {
    const { corpus, table, labelMap = null, leaveOut } = request;
    const corpora = corporaOf(corpus); // throws for unknown names before anything is read
    const manifest = table === undefined ? [] : readTrainingTable(table);
    requireWholeClips(manifest);
    const split = resolveSplitName(request.split);
    const named =
      typeof request.recipe === 'string' ? recipeNamed(request.recipe) : parseRecipe(request.recipe);
    const recipe = { ...named, epochs: request.epochs ?? named.epochs };
    const featureSetName = request.featureSet ?? usualFeatureSet(recipe);
    const ofName = await this.embeddings.featureSet(caller, featureSetName);
    const featureSet = addPreprocessing(featureSetName, ofName, request.preprocessing);
    checkTrainable(recipe, featureSet);
    const archive = await this.archives.get(caller, request.archiveId);
    const names = await this.clipNames(archive);
    const { utterances } = loadUtterances(corpus, names, { manifest, labelMap, leaveOut });
    const featureSetId = await storeDefinition(this.store, featureSet);
    const record = (fold: number, seed: number, varied?: Recipe): TrainingRunRecord => {
      const resolvedRecipe = varied ?? recipe;
      const { validationShare } = resolvedRecipe;
      if (varied !== undefined) checkTrainable(varied, featureSet);
      makeSplit({ corpus, utterances, split, fold, seed, validationShare });
      return {
        ...this.runs.queued(request),
        id: newId('trainingRun'),
        owner: caller.owner,
        kind: 'training',
        archiveId: archive.id,
        archiveName: archive.name,
        featureSet: featureSetName,
        featureSetId,
        corpus,
        labelMap,
        leaveOut,
        recipe: typeof request.recipe === 'string' && !varied ? request.recipe : CUSTOM_RECIPE,
        resolvedRecipe,
        split,
        fold,
        seed,
        modelId: null,
        compression: null,
      };
    };
    return { corpus, corpora, utterances, split, recipe, record };
  }

  async start(
    record: TrainingRunRecord,
    table: string | undefined,
    options: Parameters<RunsService['start']>[1] = {},
  ): Promise<void> {
    if (table !== undefined)
      await this.store.put(trainingKeys.table(record.id), new TextEncoder().encode(table));
    await this.runs.start(record, options);
  }

  /**
   * Makes a training end after its current epoch, or after its first one if it has not started. It keeps the weights that
   * its recipe keeps. The request is an object in the store, so it survives restarts.
   *
   * @throws SerenadeError `run.already_over`
   */
  async endEarly(record: TrainingRunRecord): Promise<void> {
    const { store, ledger } = this;
    const state = (await ledger.state(record.id)) ?? record.state;
    if (isOver(state))
      throw new SerenadeError('run.already_over', `The run ${record.id} is over (${state}).`, {
        runId: record.id,
      });
    await putJson(store, trainingKeys.endRequest(record.id), { v: 1, requestedAt: new Date().toISOString() });
  }

  /** @throws SerenadeError `run.not_finished` if there is no report */
  async report(record: TrainingRunRecord): Promise<TrainingReport> {
    const { ledger } = this;
    const found = await this.findReport(record);
    if (found !== null) return found;
    const state = (await ledger.state(record.id)) ?? record.state;
    throw new SerenadeError(
      'run.not_finished',
      isOver(state)
        ? `The run ended without a report (${state}).`
        : `The run is still in the state ${state}. Its report is written when it ends.`,
    );
  }

  /** Returns null if there is no report. */
  async findReport({ id }: TrainingRunRecord): Promise<TrainingReport | null> {
    return findJson(this.store, trainingKeys.report(id), trainingReport);
  }

  private async clipNames(archive: ArchiveRecord): Promise<ClipName[]> {
    const names: ClipName[] = [];
    for await (const name of clipNames(this.store, archive)) {
      names.push(name);
      if (names.length >= MOST_CLIPS_CHECKED) break;
    }
    return names;
  }
}

/** Refuses rows with a start or an end: workers extract whole clips, so a part of a clip has no features. */
function requireWholeClips(rows: readonly LabeledRow[]): void {
  const row = rows.find(({ start = 0, end }) => start > 0 || end !== undefined);
  if (row === undefined) return;
  throw new SerenadeError(
    'corpus.manifest_malformed',
    `The table sets a start or an end for "${row.path}". The API trains on whole clips only. Cut the clips, or use npm run evaluate.`,
    { path: row.path },
  );
}
