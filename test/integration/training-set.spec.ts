import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import {
  featureSetNamed,
  jobIds,
  preprocessingSchema,
  withPreprocessing,
  type PreprocessingRequest,
} from '#libs/contracts';
import { storeDefinition } from '#libs/storage';
import { readCorpus } from '../../apps/lab/src/evaluate/read-corpus.js';
import { extractShard } from '../../apps/worker-features/src/extract-shard.processor.js';
import { readTrainingSet } from '../../apps/worker-gpu/src/read-training-set.js';
import { pcm16, sine, wav } from '../../libs/audio/src/testing/wav-writer.js';
import {
  buildJob,
  indexed,
  buildShardJob,
  storeArchive,
  openTestFeatures,
} from '../support/features-worker.js';
import { trainingRunOf } from '../support/records.js';
import { describeWithRedis } from '../support/services.js';
import { zipOf } from '../support/zip.js';

const SAMPLES = 16_000;

/** Encodes two channels with one tone each. */
function stereo(left: number, right: number, peak = 0.5): Uint8Array {
  const channels = [left, right].map((hertz) => sine(hertz, 16_000, SAMPLES, peak));
  const samples = Array.from({ length: 2 * SAMPLES }, (_, i) => 32_767 * (channels[i % 2]?.[i >> 1] ?? 0));
  return wav(pcm16(samples), { channels: 2 });
}

const clips = {
  'angry/ann_0.wav': stereo(200, 300),
  'angry/bob_0.wav': stereo(220, 330),
  'angry/bob_1.wav': stereo(100, 100, 0),
  'calm/ann_1.wav': stereo(150, 170),
  'calm/bob_2.wav': stereo(160, 410),
};

/** Creates a folder with the clips. Disposing it removes the folder. */
async function folderOfClips() {
  const path = await mkdtemp(join(tmpdir(), 'serenade-test-'));
  for (const [name, bytes] of Object.entries(clips)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), bytes);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

describeWithRedis('a folder and an archive of the same clips', (redisUrl) => {
  it.each<[string, PreprocessingRequest, number]>([
    ['as they are', {}, 1],
    ['one channel', { channels: 'right' }, 1],
    ['each channel', { channels: 'each' }, 2],
    ['in segments', { segments: { windowSeconds: 0.5, hopSeconds: 0.25 } }, 3],
    ['at one level', { levelDbfs: -23 }, 1],
  ])('give the same training set: %s', async (_what, preprocessing, rowsOfClip) => {
    const wanted = preprocessingSchema.parse(preprocessing);
    const definition = withPreprocessing(featureSetNamed('span-20'), wanted);
    await using features = await openTestFeatures(redisUrl);
    const { store, platform } = features;
    const archive = await storeArchive(store, await zipOf(clips));
    const run = trainingRunOf({
      archiveId: archive.id,
      featureSetId: await storeDefinition(store, definition),
    });
    await platform.ledger.open(run);
    for (const shard of await indexed(store, archive)) {
      const job = buildJob(
        'extract-shard',
        jobIds.extract(run.id, 0, shard.ordinal),
        buildShardJob(run, shard),
      );
      await extractShard(platform, job);
    }
    await using folder = await folderOfClips();
    const data = [{ corpus: 'folder', path: folder.path }] as const;
    const set = await readCorpus({ data, table: null, labelMap: null, leaveOut: [] }, definition);
    expect(set.leftOut).toEqual({ 'clip.silent': 1 });
    expect(set.rows.seconds).toHaveLength(4 * rowsOfClip);
    expect(await readTrainingSet(store, run)).toEqual(set);
  });
});
