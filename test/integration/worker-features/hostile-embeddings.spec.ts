import { expect, it } from 'vitest';
import { embeddingOf, jobIds, sha256Hex, shardReport, type ClipReport } from '#libs/contracts';
import { decodeShard } from '#libs/features';
import { embeddingModelKeys, featureKeys, getJson, storeDefinition } from '#libs/storage';
import { extractShard } from '../../../apps/worker-features/src/extract-shard.processor.js';
import {
  buildJob,
  buildShardJob,
  indexed,
  openTestFeatures,
  shardIdIn,
  storeArchive,
  type TestFeatures,
} from '../../support/features-worker.js';
import {
  endlessModel,
  externalModel,
  foreignModel,
  hugeModel,
  longClipModel,
} from '../../support/hostile-models.js';
import { trainingRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { statisticsModel } from '../../support/statistics-model.js';
import { encodePcm16Wav, voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const LIMITS = { memoryBytes: 512 * 1024 ** 2, seconds: 6 };
const zip = await zipOf({
  'a.wav': voicedWav(120),
  'b.wav': voicedWav(200, 1),
  'c.wav': encodePcm16Wav(new Int16Array(8_000)),
  'd.wav': voicedWav(160),
});

describeWithRedis('extract-shard with an embedding model', (redisUrl) => {
  const open = () => openTestFeatures(redisUrl, undefined, LIMITS);
  const extract = async ({ store, platform }: TestFeatures, model: Uint8Array) => {
    const key = embeddingModelKeys.model(sha256Hex(model));
    await store.put(key, model);
    const facts = { sha256: sha256Hex(model), dimensions: 2, inputScaling: 'none', minSamples: 4 } as const;
    const featureSetId = await storeDefinition(store, embeddingOf(facts, key));
    const archive = await storeArchive(store, zip);
    const run = trainingRunOf({ archiveId: archive.id, featureSetId });
    await platform.ledger.open(run);
    const [shard] = await indexed(store, archive);
    const data = { ...buildShardJob(run, shard!), modelId: null };
    const id = shardIdIn(featureSetId, shard!);
    await extractShard(platform, buildJob('extract-shard', jobIds.extract(run.id, 0, 0), data));
    const { clips } = await getJson(store, featureKeys.report(featureSetId, id), shardReport);
    const tensor = decodeShard(await store.get(featureKeys.tensor(featureSetId, id)), featureSetId);
    return { clips, tensor };
  };
  const codesOf = (clips: readonly ClipReport[]) =>
    clips.map((clip) => (clip.status === 'failed' ? clip.code : 'extracted'));

  it('extracts one vector for each clip, in one process outside of the threads', async () => {
    await using features = await open();
    const { clips, tensor } = await extract(features, statisticsModel);
    expect(codesOf(clips)).toEqual(['extracted', 'extracted', 'clip.silent', 'extracted']);
    expect([tensor.clips, tensor.frames, tensor.coefficients]).toEqual([3, 1, 2]);
    expect(features.embeddings.pids).toHaveLength(1);
  });

  it('costs the clip on which the model does not end, and extracts the others', async () => {
    await using features = await open();
    const { clips, tensor } = await extract(features, longClipModel);
    expect(codesOf(clips)).toEqual(['extracted', 'clip.embedding_failed', 'clip.silent', 'extracted']);
    expect(clips[1]).toMatchObject({
      message: expect.stringMatching(/within 6 s.*EMBEDDING_SECONDS/) as string,
    });
    expect(tensor.clips).toBe(2);
  }, 60_000);

  it.each([
    ['never ends', endlessModel, 'embedding_model.too_slow'],
    ['takes all memory', hugeModel, 'embedding_model.out_of_memory'],
    ['has external data', externalModel, 'embedding_model.unsafe'],
    ['has foreign operators', foreignModel, 'embedding_model.unsafe'],
    ['is damaged', statisticsModel.subarray(0, 60), 'embedding_model.invalid'],
  ])(
    'fails with a coded error if the model %s, and another shard is extracted',
    async (_, model, code) => {
      await using features = await open();
      const failed = extract(features, model);
      failed.catch(() => undefined);
      const other = await extract(features, statisticsModel);
      expect(other.tensor.clips).toBe(3);
      await expect(failed).rejects.toMatchObject({ code });
    },
    60_000,
  );
});
