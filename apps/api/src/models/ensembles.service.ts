import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  canonicalJson,
  modelAnswers,
  newId,
  sha256Hex,
  type CreateEnsemble,
  type EnsembleMember,
  type ModelAnswers,
  type ModelCard,
} from '#libs/contracts';
import { assess, ensembleAnswers, poolTrainings, toScoredPart } from '#libs/evaluation';
import { findJson, modelKeys, putJson } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { Platform } from '../platform.js';
import { ModelsService } from './models.service.js';

const VERSION_DIGITS = 12;

interface Member {
  readonly card: ModelCard;
  readonly member: EnsembleMember;
}

/**
 * Makes models of models. An ensemble is a card that names its members: whoever scores with it loads theirs. Its evaluation
 * comes from what its members said of their test clips, so that nothing is computed again.
 */
@Injectable()
export class EnsemblesService {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(ModelsService) private readonly models: ModelsService,
  ) {}

  /** @throws SerenadeError `model.not_found`, `model.feature_set_mismatch`, `model.labels_mismatch` */
  async create(caller: Caller, { name, members: asked }: CreateEnsemble): Promise<ModelCard> {
    const total = asked.reduce((sum, { weight }) => sum + weight, 0);
    const members = await Promise.all(
      asked.map(async ({ modelId, weight }): Promise<Member> => {
        const card = await this.models.get(caller, modelId);
        return { card, member: memberOf(card, weight / total) };
      }),
    );
    const [first] = members;
    if (first === undefined) throw new SerenadeError('internal.error', 'An ensemble without a member.');
    for (const { card } of members) requireSame(first.card, card);
    const answers = await this.answersOf(members, first.card.labels);
    const card = cardOf(caller, name, members, first.card, answers);
    const { store } = this.platform;
    if (answers !== null) await putJson(store, modelKeys.answers(card.id), answers);
    await putJson(store, modelKeys.card(card.id), card);
    await this.platform.models.save(card);
    return card;
  }

  /** Null when the members were not tested on the same split, or one is older than such files. */
  private async answersOf(
    members: readonly Member[],
    labels: readonly string[],
  ): Promise<ModelAnswers | null> {
    const hashes = new Set(members.map(({ card }) => card.split?.hash ?? null));
    if (hashes.size > 1 || hashes.has(null)) return null;
    const { store } = this.platform;
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

function memberOf({ id, version, name, weightsSha256, assessment }: ModelCard, weight: number) {
  const temperature = assessment?.calibration?.temperature ?? 1;
  return { modelId: id, version, name, weightsSha256, weight, temperature };
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

function cardOf(
  { owner }: Caller,
  name: string | undefined,
  members: readonly Member[],
  first: ModelCard,
  answers: ModelAnswers | null,
): ModelCard {
  const cards = members.map(({ card }) => card);
  const list = members.map(({ member }) => member);
  const weightsSha256 = sha256Hex(canonicalJson(list));
  const sum = (of: (card: ModelCard) => number) => cards.reduce((total, card) => total + of(card), 0);
  const all = (of: (card: ModelCard) => string) => [...new Set(cards.map(of))];
  const { labels, featureSetName, featureSetId, featureSet, intendedUse, engine, labelMap } = first;
  const assessed =
    answers === null ? null : assess(toScoredPart(answers.validation), toScoredPart(answers.test), labels);
  const domain = poolTrainings(cards.map((card) => card.domain));
  return {
    v: 1,
    id: newId('model'),
    owner,
    version: weightsSha256.slice(0, VERSION_DIGITS),
    name: name ?? `ensemble of ${cards.map((card) => card.name).join(', ')}`.slice(0, 200),
    createdAt: new Date().toISOString(),
    trainingRunId: null,
    archiveId: null,
    labels,
    featureSetName,
    featureSetId,
    featureSet,
    recipe: null,
    seed: null,
    members: list,
    parameters: sum(({ parameters }) => parameters),
    weightsSha256,
    dataHash: combined(all(({ dataHash }) => dataHash)),
    split: assessed === null ? null : first.split,
    test: assessed?.test ?? null,
    ...(assessed === null ? {} : { assessment: assessed.assessment }),
    ...(domain === null ? {} : { domain }),
    ...(labelMap === undefined ? {} : { labelMap }),
    weightBytes: sum(({ weightBytes, parameters }) => weightBytes ?? 4 * parameters),
    latency: {
      perClipMsBatch1: sum(({ latency }) => latency.perClipMsBatch1),
      perClipMsBatch64: sum(({ latency }) => latency.perClipMsBatch64),
    },
    corpus: all(({ corpus }) => corpus)
      .flatMap((corpus) => corpus.split('+'))
      .filter(isFirst)
      .join('+'),
    dataLicence: all(({ dataLicence }) => dataLicence).join(' '),
    intendedUse,
    engine,
  };
}

/** The hash that all share, or one of all. */
function combined(hashes: readonly string[]): string {
  const [only, ...others] = hashes;
  return only !== undefined && others.length === 0 ? only : sha256Hex([...hashes].sort().join('\n'));
}

function isFirst(value: string, at: number, list: readonly string[]): boolean {
  return list.indexOf(value) === at;
}
