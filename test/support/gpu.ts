import { RECIPES, modelCard, type EngineInfo, type ModelCard, type Recipe } from '#libs/contracts';
import { initialWeights, saveModel } from '#libs/model';
import { Records, modelKeys, type ObjectStore } from '#libs/storage';
import { EngineHost } from '#libs/learning';
import { LABELS, PAPER_20, modelCardOf } from './records.js';

const SHAPE = { frames: 20, coefficients: 40 };

/** A very small network with every kind of layer of the paper's model. */
export const TINY_RECIPE: Recipe = {
  ...RECIPES.paper,
  units: 4,
  epochs: 3,
  batchSize: 8,
  validationShare: 0,
};

/** Starts the real engine in its thread. */
export function startGpu(onLoaded?: (modelId: string, engine: EngineInfo) => void): Promise<EngineHost> {
  const fail = (error: Error): never => {
    throw error;
  };
  return EngineHost.start('cpu', fail, {}, onLoaded);
}

/** Stores a model with initial weights, and its card. */
export async function storeModel(
  store: ObjectStore,
  patch: Partial<ModelCard> = {},
  seed = 1,
): Promise<ModelCard> {
  const saved = saveModel({
    recipe: TINY_RECIPE,
    labels: LABELS,
    featureSetId: PAPER_20,
    shape: SHAPE,
    standardizer: {
      mean: new Float32Array(SHAPE.coefficients),
      deviation: new Float32Array(SHAPE.coefficients).fill(100),
    },
    weights: initialWeights(TINY_RECIPE, SHAPE, LABELS.length, seed),
  });
  const { weightsSha256 } = saved;
  const card = modelCardOf({
    recipe: TINY_RECIPE,
    weightsSha256,
    version: weightsSha256.slice(0, 12),
    ...patch,
  });
  await store.put(modelKeys.model(card.id), saved.json);
  await store.put(modelKeys.weights(card.id), saved.weights);
  await new Records(store, 'models', modelCard).save(card);
  return card;
}
