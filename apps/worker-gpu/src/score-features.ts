import { SerenadeError, modelCard, type EngineInfo, type ModelCard } from '#libs/contracts';
import type { Shard } from '#libs/features';
import { Records, type ObjectStore } from '#libs/storage';
import { inSpan } from '#libs/runtime';
import type { GpuWorkerContext } from './gpu-worker-context.js';
import { readModel } from './read-model.js';

/**
 * Scores features with a model.
 *
 * @returns probabilities `[rows, labels]`
 */
export async function scoreFeatures(
  { store, gpu }: Pick<GpuWorkerContext, 'store' | 'gpu'>,
  card: ModelCard,
  { clips, offsets, values }: Shard,
): Promise<{ readonly probabilities: Float32Array; readonly engine: EngineInfo }> {
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
  const card = modelId === null ? null : await new Records(store, 'models', modelCard).find(modelId);
  if (card === null)
    throw new SerenadeError('model.not_found', `The model ${modelId ?? '(none)'} does not exist.`);
  if (card.featureSetId === featureSetId) return card;
  throw new SerenadeError(
    'model.feature_set_mismatch',
    `The model ${card.id} was not trained on ${featureSetId}.`,
  );
}
