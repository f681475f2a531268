import {
  SerenadeError,
  canonicalJson,
  modelVersion,
  newId,
  sha256Hex,
  type EnsembleMember,
  type ModelAnswers,
  type ModelCard,
} from '#libs/contracts';
import { assess } from './assess.js';
import { poolTrainings } from './domain/domain-tally.js';
import { toScoredPart } from './ensemble.js';

/** A model and its part in an ensemble. */
export interface CardedMember {
  readonly card: ModelCard;
  readonly member: EnsembleMember;
}

/** Describes a model as a member of an ensemble. @param weight its share of all weights */
export function joinEnsemble(card: ModelCard, weight: number): CardedMember {
  const { id, version, name, weightsSha256, assessment } = card;
  const temperature = assessment?.calibration?.temperature ?? 1;
  return { card, member: { modelId: id, version, name, weightsSha256, weight, temperature } };
}

/** @throws SerenadeError `model.feature_set_mismatch`, `model.labels_mismatch` when the members differ in these */
export function checkMembers([first, ...others]: readonly ModelCard[]): void {
  if (first === undefined) throw new SerenadeError('internal.error', 'The ensemble has no members.');
  for (const card of others) {
    const context = { modelId: card.id };
    if (card.featureSetId !== first.featureSetId) {
      const [ours, theirs] = [first, card].map((each) => each.featureSetName ?? each.featureSetId);
      throw new SerenadeError(
        'model.feature_set_mismatch',
        `The models ${first.id} and ${card.id} use different feature sets (${ours} and ${theirs}). An ensemble extracts features once, so choose members with the same feature set.`,
        context,
      );
    }
    if (listLabels(card) !== listLabels(first)) {
      throw new SerenadeError(
        'model.labels_mismatch',
        `The labels of model ${card.id} (${card.labels.join(', ')}) differ from those of ${first.id} (${first.labels.join(', ')}).`,
        context,
      );
    }
  }
}

function listLabels({ labels }: ModelCard): string {
  return [...labels].sort().join('\n');
}

/**
 * Builds the card of an ensemble from those of its members, which share a feature set and labels.
 *
 * @param answers the ensemble's answers to its members' test clips; null if these differ
 */
export function buildEnsembleCard(
  owner: string,
  name: string | undefined,
  [first, ...others]: readonly [CardedMember, ...CardedMember[]],
  answers: ModelAnswers | null,
): ModelCard {
  const members = [first, ...others];
  const cards = members.map(({ card }) => card);
  const list = members.map(({ member }) => member);
  const weightsSha256 = sha256Hex(canonicalJson(list));
  const sum = (of: (card: ModelCard) => number) => cards.reduce((total, card) => total + of(card), 0);
  const all = (of: (card: ModelCard) => string) => [...new Set(cards.map(of))];
  const { labels, featureSetName, featureSetId, featureSet, intendedUse, engine, labelMap } = first.card;
  const assessed =
    answers === null ? null : assess(toScoredPart(answers.validation), toScoredPart(answers.test), labels);
  const domain = poolTrainings(cards.map((card) => card.domain));
  return {
    v: 1,
    id: newId('model'),
    owner,
    version: modelVersion(weightsSha256),
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
    dataHash: combineHashes(all(({ dataHash }) => dataHash)),
    split: assessed === null ? null : first.card.split,
    test: assessed?.test ?? null,
    ...(assessed === null ? {} : { assessment: assessed.assessment }),
    ...(domain === null ? {} : { domain }),
    ...(labelMap === undefined ? {} : { labelMap }),
    weightBytes: sum(({ weightBytes, parameters }) => weightBytes ?? 4 * parameters),
    latency: {
      perClipMsBatch1: sum(({ latency }) => latency.perClipMsBatch1),
      perClipMsBatch64: sum(({ latency }) => latency.perClipMsBatch64),
    },
    corpus: [...new Set(cards.flatMap(({ corpus }) => corpus.split('+')))].join('+'),
    dataLicence: all(({ dataLicence }) => dataLicence).join(' '),
    intendedUse,
    engine,
  };
}

/** Returns the hash that all members share, or else a hash of their hashes. */
function combineHashes(hashes: readonly string[]): string {
  const [only, ...others] = hashes;
  return only !== undefined && others.length === 0 ? only : sha256Hex([...hashes].sort().join('\n'));
}
