import { expect, it } from 'vitest';
import {
  FEATURE_SETS,
  embeddingOf,
  jobIds,
  preprocessingSchema,
  sha256Hex,
  shardReport,
  withPreprocessing,
  type FeatureSetDefinition,
} from '#libs/contracts';
import { embeddingModelKeys, featureKeys, getJson, storeDefinition } from '#libs/storage';
import { extractShard } from '../../../apps/worker-features/src/extract-shard.processor.js';
import {
  buildJob,
  buildShardJob,
  indexed,
  openTestFeatures,
  shardIdIn,
  storeArchive,
} from '../../support/features-worker.js';
import { trainingRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { statisticsModel } from '../../support/statistics-model.js';
import { encodePcm16Wav, voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const KEY = embeddingModelKeys.model(sha256Hex(statisticsModel));
const EMBEDDING = embeddingOf(
  { sha256: sha256Hex(statisticsModel), dimensions: 2, inputScaling: 'none', minSamples: 4 },
  KEY,
);
const SEGMENTS = withPreprocessing<FeatureSetDefinition>(
  FEATURE_SETS['paper-20'],
  preprocessingSchema.parse({ segments: { windowSeconds: 1, hopSeconds: 0.5 } }),
);

describeWithRedis('a shard that has ended two workers', (redisUrl) => {
  const extract = async (zip: Uint8Array, definition: FeatureSetDefinition, lostWorkers: number) => {
    await using features = await openTestFeatures(redisUrl);
    const { store, platform } = features;
    await store.put(KEY, statisticsModel);
    const featureSetId = await storeDefinition(store, definition);
    const archive = await storeArchive(store, zip);
    const run = trainingRunOf({ archiveId: archive.id, featureSetId });
    await platform.ledger.open(run);
    const [shard] = await indexed(store, archive);
    const data = { ...buildShardJob(run, shard!), modelId: null };
    const job = buildJob('extract-shard', jobIds.extract(run.id, 0, 0), data);
    await extractShard(platform, { ...job, lostWorkers });
    const id = shardIdIn(featureSetId, shard!);
    const { clips } = await getJson(store, featureKeys.report(featureSetId, id), shardReport);
    return { clips, tensor: Buffer.from(await store.get(featureKeys.tensor(featureSetId, id))) };
  };

  it.each([
    ['pooled features', FEATURE_SETS['paper-20']],
    ['segments', SEGMENTS],
    ['an embedding', EMBEDDING],
  ])(
    'is extracted alone, with the same bytes of %s',
    async (_, definition) => {
      const zip = await zipOf({
        'a.wav': voicedWav(120, 2),
        'silent.wav': encodePcm16Wav(new Int16Array(20_000)),
        'not-audio.wav': Buffer.from('these are not samples at all'),
        'b.wav': voicedWav(200, 1),
      });
      const usual = await extract(zip, definition, 0);
      const alone = await extract(zip, definition, 2);
      expect(alone.clips).toEqual(usual.clips);
      expect(alone.tensor.equals(usual.tensor)).toBe(true);
    },
    90_000,
  );
});
