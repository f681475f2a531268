import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  modelAnswers,
  type CreateEnsemble,
  type ModelAnswers,
  type ModelCard,
} from '#libs/contracts';
import { buildEnsembleCard, ensembleAnswers, joinEnsemble, type CardedMember } from '#libs/evaluation';
import { findJson, modelKeys, putJson, type ObjectStore } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { ModelRecords } from '../core/records.js';
import { STORE } from '../core/tokens.js';
import { ModelsService } from './models.service.js';

/**
 * Makes models of models. An ensemble is a card that names its members: whoever scores with it loads theirs. Its evaluation
 * comes from what its members said of their test clips, so that nothing is computed again.
 */
@Injectable()
export class EnsemblesService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(ModelRecords) private readonly records: ModelRecords,
    @Inject(ModelsService) private readonly models: ModelsService,
  ) {}

  /** @throws SerenadeError `model.not_found`, `model.feature_set_mismatch`, `model.labels_mismatch` */
  async create(caller: Caller, { name, members: asked }: CreateEnsemble): Promise<ModelCard> {
    const total = asked.reduce((sum, { weight }) => sum + weight, 0);
    const members = await Promise.all(
      asked.map(async ({ modelId, weight }) =>
        joinEnsemble(await this.models.get(caller, modelId), weight / total),
      ),
    );
    const [first, ...others] = members;
    if (first === undefined) throw new SerenadeError('internal.error', 'An ensemble without a member.');
    for (const { card } of members) requireSame(first.card, card);
    const answers = await this.answersOf(members, first.card.labels);
    const card = buildEnsembleCard(caller.owner, name, [first, ...others], answers);
    const { store } = this;
    if (answers !== null) await putJson(store, modelKeys.answers(card.id), answers);
    await putJson(store, modelKeys.card(card.id), card);
    await this.records.save(card);
    return card;
  }

  /** Null when the members were not tested on the same split, or one is older than such files. */
  private async answersOf(
    members: readonly CardedMember[],
    labels: readonly string[],
  ): Promise<ModelAnswers | null> {
    const hashes = new Set(members.map(({ card }) => card.split?.hash ?? null));
    if (hashes.size > 1 || hashes.has(null)) return null;
    const { store } = this;
    const answering = await Promise.all(
      members.map(async ({ member: { modelId, weight, temperature } }) => {
        const answers = await findJson(store, modelKeys.answers(modelId), modelAnswers);
        return answers === null ? null : { answers, weight, temperature };
      }),
    );
    const known = answering.filter((member) => member !== null);
    return known.length < members.length ? null : ensembleAnswers(known, labels);
  }
}

function requireSame(first: ModelCard, card: ModelCard): void {
  if (card.featureSetId !== first.featureSetId) {
    throw new SerenadeError(
      'model.feature_set_mismatch',
      `The models ${first.id} and ${card.id} read different features (${nameOf(first)} and ${nameOf(card)}): an ensemble scores what was extracted once. Choose members of one feature set.`,
      { modelId: card.id },
    );
  }
  if ([...card.labels].sort().join('\n') === [...first.labels].sort().join('\n')) return;
  throw new SerenadeError(
    'model.labels_mismatch',
    `The model ${card.id} knows other labels (${card.labels.join(', ')}) than ${first.id} (${first.labels.join(', ')}).`,
    { modelId: card.id },
  );
}

function nameOf({ featureSetName, featureSetId }: ModelCard): string {
  return featureSetName ?? featureSetId;
}
