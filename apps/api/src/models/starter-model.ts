import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { modelCard, type ModelCard } from '#libs/contracts';
import { modelKeys, Records, type ObjectStore } from '#libs/storage';

const FILES = {
  'model.json': modelKeys.model,
  'weights.bin': modelKeys.weights,
  'model.onnx': modelKeys.onnx,
};

/** `models/starter` of the release this file is part of; null where it was left out. */
export function starterModelFolder(): string | null {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'models', 'starter');
    if (existsSync(join(candidate, 'card.json'))) return candidate;
    if (folder === dirname(folder)) return null;
    folder = dirname(folder);
  }
}

/**
 * Puts the model of a folder (`npm run starter-model` makes one) where everybody sees it, so that an archive can be scored
 * on the first day; when it is there, no more is written than a card that changed. Its record comes last, which makes it known.
 *
 * @throws Error when the folder's files cannot be read; SerenadeError `store.unavailable`
 */
export async function installStarterModel(store: ObjectStore, folder: string): Promise<ModelCard> {
  const card = modelCard.parse(JSON.parse(await readFile(join(folder, 'card.json'), 'utf8')));
  const models = new Records(store, 'models', modelCard);
  const known = await models.find(card.id);
  if (isDeepStrictEqual(known, card)) return card;
  if (known !== null) {
    await models.save(card); // a later release says more of the same model
    return card;
  }
  for (const [file, keyOf] of Object.entries(FILES)) {
    await store.put(keyOf(card.id), await readFile(join(folder, file)));
  }
  await models.save(card);
  return card;
}
