import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  modelAnswers,
  type CreateEnsemble,
  type ModelAnswers,
  type ModelCard,
} from '#libs/contracts';
import {
  buildEnsembleCard,
  checkMembers,
  ensembleAnswers,
  joinEnsemble,
  type CardedMember,
} from '#libs/evaluation';
import { findJson, modelKeys, putJson, type ObjectStore } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { ModelRecords } from '../core/records.js';
import { STORE } from '../core/tokens.js';
import { ModelsService } from './models.service.js';

/**
 * Creates ensembles. An ensemble is a card that names its members; the GPU worker loads their weights. Its evaluation is
 * computed from the stored predictions of its members, so no clip is scored again.
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
    if (first === undefined) throw new SerenadeError('internal.error', 'The ensemble has no members.');
    checkMembers(members.map(({ card }) => card));
    const answers = await this.answersOf(members, first.card.labels);
    const card = buildEnsembleCard(caller.owner, name, [first, ...others], answers);
    const { store } = this;
    if (answers !== null) await putJson(store, modelKeys.answers(card.id), answers);
    await putJson(store, modelKeys.card(card.id), card);
    await this.records.save(card);
    return card;
  }

  /** Returns null if the members were tested on different splits, or if one was registered without its predictions. */
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
