import { SerenadeError, modelCard, type ModelCard } from '#libs/contracts';
import type { LoadableModel } from '#libs/model';
import { Records, modelKeys, type ObjectStore } from '#libs/storage';

/** The maximum depth of nested ensembles. It ends the reading of an ensemble that contains itself. */
const DEEPEST = 8;

/** Reads the card of a model. @throws SerenadeError `model.not_found` */
export async function readCard(store: ObjectStore, modelId: string): Promise<ModelCard> {
  const card = await new Records(store, 'models', modelCard).find(modelId);
  if (card !== null) return card;
  throw new SerenadeError('model.not_found', `The model ${modelId} does not exist.`);
}

/**
 * Reads the files of a model, or of all members of an ensemble.
 *
 * @throws SerenadeError `model.not_found` when a member does not exist
 * @throws SerenadeError `model.corrupt` when a member has changed
 */
export async function readModel(store: ObjectStore, card: ModelCard, depth = 0): Promise<LoadableModel> {
  const { id, members, labels, weightsSha256 } = card;
  if (members === undefined) {
    const [json, weights] = await Promise.all([
      store.get(modelKeys.model(id)),
      store.get(modelKeys.weights(id)),
    ]);
    return { kind: 'network', saved: { json, weights, weightsSha256 } };
  }
  if (depth > DEEPEST) throw new SerenadeError('model.corrupt', `The ensemble ${id} contains itself.`);
  const loaded = members.map(async ({ modelId, weightsSha256: wanted, weight, temperature }) => {
    const own = await readCard(store, modelId);
    if (own.weightsSha256 !== wanted)
      throw new SerenadeError('model.corrupt', `The ensemble ${id} was made of another model ${modelId}.`);
    return { model: await readModel(store, own, depth + 1), labels: own.labels, weight, temperature };
  });
  return { kind: 'ensemble', labels, members: await Promise.all(loaded) };
}
