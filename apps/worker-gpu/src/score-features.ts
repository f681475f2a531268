import { SerenadeError, type ModelCard } from '#libs/contracts';
import type { Shard } from '#libs/features';
import type { ScoredRows } from '#libs/learning';
import type { ObjectStore } from '#libs/storage';
import { inSpan } from '#libs/runtime';
import type { GpuWorkerContext } from './gpu-worker-context.js';
import { readCard, readModel } from './read-model.js';

/** Computes probabilities `[rows, labels]` from the features of a shard. */
export async function scoreFeatures(
  { store, gpu }: Pick<GpuWorkerContext, 'store' | 'gpu'>,
  card: ModelCard,
  { clips, offsets, values }: Shard,
): Promise<ScoredRows> {
  if (clips === 0) return { probabilities: new Float32Array(), engine: gpu.engine };
  return inSpan('score clips', { attributes: { 'serenade.clips': clips } }, () =>
    gpu.score(card.id, { offsets, values }, () => readModel(store, card)),
  );
}

/** Reads a model's card. @throws SerenadeError `model.not_found`, `model.feature_set_mismatch` */
export async function findCard(
  store: ObjectStore,
  modelId: string | null,
  featureSetId: string,
): Promise<ModelCard> {
  if (modelId === null) throw new SerenadeError('model.not_found', 'The run names no model.');
  const card = await readCard(store, modelId);
  if (card.featureSetId === featureSetId) return card;
  const message = `The model ${card.id} was trained on ${card.featureSetId}, not on ${featureSetId}.`;
  throw new SerenadeError('model.feature_set_mismatch', message);
}
