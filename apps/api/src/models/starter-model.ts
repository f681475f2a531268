import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { modelCard, type ModelCard } from '#libs/contracts';
import { modelKeys, Records, type ObjectStore } from '#libs/storage';

const FILES = {
  'model.json': modelKeys.model,
  'weights.bin': modelKeys.weights,
  'model.onnx': modelKeys.onnx,
};

/**
 * Installs the model of a folder (made by `npm run starter-model`) for all owners, so archives can be scored without a
 * training. If it is installed already, only a changed card is written. Its record is written last and makes it visible.
 *
 * @throws Error if the folder's files cannot be read; SerenadeError `store.unavailable`
 */
export async function installStarterModel(store: ObjectStore, folder: string): Promise<ModelCard> {
  const card = modelCard.parse(JSON.parse(await readFile(join(folder, 'card.json'), 'utf8')));
  const models = new Records(store, 'models', modelCard);
  const known = await models.find(card.id);
  if (isDeepStrictEqual(known, card)) return card;
  if (known !== null) {
    await models.save(card); // a later release has a newer card of the same model
    return card;
  }
  for (const [file, keyOf] of Object.entries(FILES)) {
    await store.put(keyOf(card.id), await readFile(join(folder, file)));
  }
  await models.save(card);
  return card;
}
