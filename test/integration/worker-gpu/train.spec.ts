import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  RECIPES,
  featureSetId,
  featureSetNamed,
  jobIds,
  modelAnswers,
  modelCard,
  modelIdOfRun,
  preprocessingSchema,
  trainingReport,
  withPreprocessing,
  type TrainingRunRecord,
} from '#libs/contracts';
import { readRunEvents } from '#libs/queue';
import {
  Records,
  getJson,
  modelKeys,
  putJson,
  storeDefinition,
  trainingKeys,
  type ObjectStore,
} from '#libs/storage';
import { extractShard } from '../../../apps/worker-features/src/extract-shard.processor.js';
import type { EngineHost } from '#libs/learning';
import { readModel } from '../../../apps/worker-gpu/src/read-model.js';
import { readTrainingSet } from '../../../apps/worker-gpu/src/read-training-set.js';
import { train } from '../../../apps/worker-gpu/src/train.processor.js';
import { failCalls } from '../../support/failing-store.js';
import {
  buildJob,
  indexed,
  buildShardJob,
  storeArchive,
  openTestFeatures,
  type TestFeatures,
} from '../../support/features-worker.js';
import { TINY_RECIPE, startGpu } from '../../support/gpu.js';
import { trainingRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { zipOfCorpus } from '../../support/zip.js';

const zip = await zipOfCorpus(['angry', 'calm'], 10);

describeWithRedis('train', (redisUrl) => {
  let gpu: EngineHost; // shared by all tests, because an engine takes a second to start
  beforeAll(async () => void (gpu = await startGpu()));
  afterAll(() => gpu.close());

  /** Creates a run whose corpus is extracted. */
  const prepared = async ({ store, platform }: TestFeatures, patch: Partial<TrainingRunRecord> = {}) => {
    const archive = await storeArchive(store, zip);
    const run = trainingRunOf({ archiveId: archive.id, resolvedRecipe: TINY_RECIPE, ...patch });
    await platform.ledger.open(run);
    for (const shard of await indexed(store, archive)) {
      const job = buildJob(
        'extract-shard',
        jobIds.extract(run.id, 0, shard.ordinal),
        buildShardJob(run, shard),
      );
      await extractShard(platform, job);
    }
    return {
      run,
      job: buildJob('train', jobIds.train(run.id, 0), { v: 1, runId: run.id, launch: run.launch }),
    };
  };
  const on = (features: TestFeatures, store: ObjectStore) => ({
    store,
    producer: features.platform.producer,
    ledger: features.on(store).ledger,
    trials: features.platform.trials,
    gpu,
  });
  const eventsOf = async ({ queue }: TestFeatures, runId: string) =>
    (await readRunEvents(queue, runId, null)).map(({ event }) => event);

  it('registers a model with its card and report, reports each epoch, and ends', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features);
    const { store } = features;
    expect(await train(on(features, store), job)).toEqual({ trained: 1 });
    const modelId = modelIdOfRun(run.id);
    const report = await getJson(store, trainingKeys.report(run.id), trainingReport);
    expect(report).toMatchObject({ modelId, labels: ['angry', 'calm'], resumedFromEpoch: null, leftOut: {} });
    expect(report.history).toHaveLength(3);
    expect(report.split.train + report.split.validation + report.split.test).toBe(20);
    const card = await new Records(store, 'models', modelCard).find(modelId);
    expect(card).toMatchObject({
      id: modelId,
      trainingRunId: run.id,
      test: report.test,
      domain: { clips: report.split.train, signal: { clips: report.split.train } },
      engine: { name: 'cpu' },
    });
    expect(report.domain).toEqual(card?.domain);
    expect(await features.platform.ledger.find(run.id)).toMatchObject({ state: 'completed', modelId });
    const answers = await getJson(store, modelKeys.answers(modelId), modelAnswers);
    expect(answers.test.probabilities).toHaveLength(2 * report.split.test);
    expect(answers.test.truth).toEqual(report.assessment?.predictions.truth);
    expect((await store.head(modelKeys.onnx(modelId)))?.size).toBeGreaterThan(1000);
    expect(await store.head(trainingKeys.checkpoint(run.id))).toBeNull();
    const types = (await eventsOf(features, run.id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'epoch.finished')).toHaveLength(3);
    expect(types.indexOf('model.registered')).toBeLessThan(types.lastIndexOf('state.changed'));
    expect(await train(on(features, store), job)).toEqual({ skipped: 1 });
  });

  it('trains on every segment of a clip, and evaluates clips', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { store } = features;
    const segments = { windowSeconds: 0.2, hopSeconds: 0.1 };
    const cut = withPreprocessing(featureSetNamed('paper-20'), preprocessingSchema.parse({ segments }));
    const { run, job } = await prepared(features, { featureSetId: await storeDefinition(store, cut) });
    const { rows, utterances, labels } = await readTrainingSet(store, run);
    expect(utterances).toHaveLength(20);
    expect(rows.seconds.length).toBeGreaterThanOrEqual(2 * utterances.length);
    expect(labels).toHaveLength(rows.seconds.length);
    expect(await train(on(features, store), job)).toEqual({ trained: 1 });
    const { split, test } = await getJson(store, trainingKeys.report(run.id), trainingReport);
    expect(split.train + split.validation + split.test).toBe(20);
    expect(test.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(split.test);
  });

  it('resumes at the last stored epoch after the store failed', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features);
    let checkpoints = 0;
    const isSecond = (key: string) => key === trainingKeys.checkpoint(run.id) && ++checkpoints === 2;
    const failing = failCalls(features.store, 'put', 1, isSecond);
    const platform = on(features, failing.store);
    await expect(train(platform, job)).rejects.toMatchObject({ code: 'store.unavailable', retryable: true });
    expect(await train(platform, job)).toEqual({ trained: 1 });
    const report = await getJson(features.store, trainingKeys.report(run.id), trainingReport);
    expect(report.resumedFromEpoch).toBe(1);
    expect(report.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(await eventsOf(features, run.id)).toContainEqual({ type: 'checkpoint.resumed', epoch: 1 });
  });

  it('ends after its first epoch on request, and registers the model', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features);
    const key = trainingKeys.endRequest(run.id);
    await putJson(features.store, key, { v: 1, requestedAt: new Date().toISOString() });
    expect(await train(on(features, features.store), job)).toEqual({ trained: 1 });
    const report = await getJson(features.store, trainingKeys.report(run.id), trainingReport);
    expect(report).toMatchObject({ endedBy: 'request', bestEpoch: 1 });
    expect(report.history).toHaveLength(1);
    expect(await features.store.head(key)).toBeNull();
  });

  it.each([
    [{ kind: 'quantize', precision: 'int8' }, 0],
    [{ kind: 'prune', sparsity: 0.5 }, 2],
    [{ kind: 'distill', temperature: 3, softShare: 0.8 }, 3],
  ] as const)('compresses a model by %j to a new model next to its parent', async (method, epochs) => {
    await using features = await openTestFeatures(redisUrl);
    const { store, platform } = features;
    const larger = { ...RECIPES.paper, units: 8, epochs: 3, batchSize: 8, validationShare: 0 };
    const first = await prepared(features, { resolvedRecipe: larger });
    expect(await train(on(features, store), first.job)).toEqual({ trained: 1 });
    const parentModelId = modelIdOfRun(first.run.id);
    const own = method.kind === 'distill' ? TINY_RECIPE : larger;
    const run = trainingRunOf({
      archiveId: first.run.archiveId,
      resolvedRecipe: { ...own, epochs: Math.max(1, epochs) },
      compression: { parentModelId, method },
    });
    await platform.ledger.open(run);
    const job = buildJob('train', jobIds.train(run.id, 0), { v: 1, runId: run.id, launch: 0 });
    expect(await train(on(features, store), job)).toEqual({ trained: 1 });

    const report = await getJson(store, trainingKeys.report(run.id), trainingReport);
    const parent = await getJson(store, trainingKeys.report(first.run.id), trainingReport);
    expect(report.split).toEqual(parent.split);
    expect(report.history).toHaveLength(epochs);
    const { before, after } = report.compression!;
    expect(before).toMatchObject({
      uar: parent.test.uar,
      accuracy: parent.test.accuracy,
      weightBytes: parent.weightBytes,
    });
    expect(after).toMatchObject({ uar: report.test.uar, weightBytes: report.weightBytes });
    expect(after.weightBytes).toBeLessThan(0.8 * before.weightBytes);
    const card = await new Records(store, 'models', modelCard).find(modelIdOfRun(run.id));
    expect(card).toMatchObject({ compression: { parentModelId, method }, weightBytes: after.weightBytes });
    expect((await store.head(modelKeys.weights(card!.id)))?.size).toBe(after.weightBytes);
    // The worker can score with the compressed model.
    const shape = { values: new Float32Array(20 * 40), offsets: [0, 20] };
    const loadable = await readModel(store, card!);
    const { probabilities } = await gpu.score(card!.id, shape, () => Promise.resolve(loadable));
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 5);
  });

  it('refuses to compress a model on another split than its parent was tested on', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { store, platform } = features;
    const first = await prepared(features);
    await train(on(features, store), first.job);
    const run = trainingRunOf({
      archiveId: first.run.archiveId,
      resolvedRecipe: TINY_RECIPE,
      seed: 1,
      compression: {
        parentModelId: modelIdOfRun(first.run.id),
        method: { kind: 'quantize', precision: 'int8' },
      },
    });
    await platform.ledger.open(run);
    const job = buildJob('train', jobIds.train(run.id, 0), { v: 1, runId: run.id, launch: 0 });
    await expect(train(on(features, store), job)).rejects.toMatchObject({ code: 'split.leak' });
  });

  it('trains on clips of different lengths', async () => {
    await using features = await openTestFeatures(redisUrl);
    const sequence = featureSetNamed('mfcc-sequence');
    await storeDefinition(features.store, sequence);
    const { job, run } = await prepared(features, {
      featureSet: 'mfcc-sequence',
      featureSetId: featureSetId(sequence),
      resolvedRecipe: { ...RECIPES.tcn, filters: 2, blocks: 1, epochs: 1, validationShare: 0 },
    });
    expect(await train(on(features, features.store), job)).toEqual({ trained: 1 });
    const report = await getJson(features.store, trainingKeys.report(run.id), trainingReport);
    expect(report.recipe.architecture).toBe('tcn');
    expect(report.test.clips).toBeGreaterThan(0);
  });

  it('ends a run that is cancelled before it starts, and registers nothing', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features);
    await features.platform.ledger.move(run.id, 'cancelling');
    expect(await train(on(features, features.store), job)).toEqual({ cancelled: 1 });
    expect(await features.platform.ledger.find(run.id)).toMatchObject({ state: 'cancelled', modelId: null });
    expect(await new Records(features.store, 'models', modelCard).find(modelIdOfRun(run.id))).toBeNull();
  });
});
