import { embeddingModelRecord, newId, type ApiKeyRecord, type IdKind } from '#libs/contracts';
import { Records, putJson, scoringKeys, trainingKeys, sweepKeys } from '#libs/storage';
import { WebhookStore } from '#libs/outbound';
import { uploadZip, type TestApi } from './api.js';
import type { KeyHolder } from './keys.js';
import { modelCardOf, scoringRunOf, trainingRunOf } from './records.js';

/** The ids of one item of each kind. */
export type Belongings = Readonly<Record<Exclude<IdKind, 'key' | 'trial' | 'peaks'>, string>> & {
  readonly key: string;
};

/** Creates one item of each kind for an owner, with results. Other owners must not see them. Every name contains `markOf(owner)`. */
export async function createBelongings(
  api: TestApi,
  { owner, call, keyId }: KeyHolder,
  zip: Uint8Array,
): Promise<Belongings> {
  const mark = markOf(owner);
  const archive = await uploadZip({ ...api, call }, zip, `${mark}.zip`);
  const model = modelCardOf({ owner, name: mark });
  await api.platform.models.save(model);
  const of = { owner, archiveId: archive.id, archiveName: `${mark}.zip`, modelId: model.id } as const;
  const scoring = scoringRunOf(of);
  const training = trainingRunOf(of);
  for (const run of [scoring, training]) await api.platform.ledger.open(run);
  const { store } = api.platform;
  for (const key of [scoringKeys.scores(scoring.id), scoringKeys.errors(scoring.id)])
    await store.put(key, `{"name":"${mark}"}\n`);
  const embedding = {
    v: 1 as const,
    id: newId('embeddingModel'),
    owner,
    name: mark,
    sizeBytes: 1,
    sha256: '0'.repeat(64),
    dimensions: 1,
    inputScaling: 'none' as const,
    minSamples: 1,
    createdAt: new Date().toISOString(),
  };
  await new Records(store, 'embedding-models', embeddingModelRecord).save(embedding);
  const evaluation = newId('evaluation');
  await api.platform.evaluations.save({
    v: 1,
    id: evaluation,
    owner,
    createdAt: new Date().toISOString(),
    archiveId: archive.id,
    corpus: 'folder',
    labelMap: null,
    protocol: 'P0',
    foldCount: 1,
    folds: [0],
    seeds: [0],
    recipe: 'paper',
    featureSet: 'paper-20',
    runIds: [training.id],
  });
  const sweep = newId('sweep');
  await putJson(store, sweepKeys.rung(sweep, 0), { v: 1, configurations: [0], runs: [training] });
  await api.platform.sweeps.save({
    v: 1,
    id: sweep,
    owner,
    createdAt: new Date().toISOString(),
    archiveId: archive.id,
    corpus: 'folder',
    recipe: 'paper',
    featureSet: 'paper-20',
    split: 'P0',
    fold: 0,
    seed: 0,
    ranges: { units: { values: [8] } },
    strategy: { kind: 'random' },
    plan: [{ runs: 1, epochs: 1 }],
    configurations: [{ units: 8 }],
  });
  await putJson(store, trainingKeys.report(training.id), { mark });
  const createdAt = new Date().toISOString();
  await api.platform.remover.receipts.save({
    v: 1,
    id: archive.id,
    owner,
    kind: 'archive',
    name: mark,
    reason: 'deleted',
    by: keyId,
    createdAt,
    finishedAt: createdAt,
    removed: { objects: 0, bytes: 0, tensors: 0 },
    keptTensors: 0,
  });
  const webhooks = new WebhookStore(store);
  const webhook = await webhooks.create(owner, `https://example.org/${mark}`);
  const message = newId('message');
  await webhooks.begin({
    v: 1,
    id: message,
    webhookId: webhook.id,
    type: 'webhook.test',
    runId: null,
    payload: mark,
    state: 'delivered',
    createdAt,
    attempts: [],
    replays: 0,
  });
  return {
    webhook: webhook.id,
    message,
    archive: archive.id,
    model: model.id,
    scoringRun: scoring.id,
    trainingRun: training.id,
    embeddingModel: embedding.id,
    evaluation,
    sweep,
    key: keyId,
  };
}

/** Creates ids of items that do not exist. */
export const createUnknownIds = (): Belongings => ({
  webhook: newId('webhook'),
  message: newId('message'),
  archive: newId('archive'),
  model: newId('model'),
  scoringRun: newId('scoringRun'),
  trainingRun: newId('trainingRun'),
  embeddingModel: newId('embeddingModel'),
  evaluation: newId('evaluation'),
  sweep: newId('sweep'),
  key: newId('key'),
});

export const markOf = (owner: ApiKeyRecord['owner']): string => `secret-of-${owner}`;
