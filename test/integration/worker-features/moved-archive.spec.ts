import { expect, it } from 'vitest';
import { archiveIndex, jobIds } from '#libs/contracts';
import { archiveKeys, getJson } from '#libs/storage';
import { extractShard } from '../../../apps/worker-features/src/extract-shard.processor.js';
import { indexArchive } from '../../../apps/worker-features/src/index-archive.processor.js';
import {
  buildJob,
  indexed,
  buildShardJob,
  storeArchive,
  openTestFeatures,
} from '../../support/features-worker.js';
import { scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const zip = await zipOf({ 'a.wav': voicedWav(120), 'b.wav': voicedWav(200) });
const other = await zipOf({ 'a.wav': voicedWav(120), 'b.wav': voicedWav(210) });

describeWithRedis('an archive in a store that was restored', (redisUrl) => {
  /** Creates an indexed archive and writes its object again, as the restoration of a backup does. */
  const restored = async (bytes: Uint8Array) => {
    const features = await openTestFeatures(redisUrl);
    const { store, platform } = features;
    const archive = await storeArchive(store, zip);
    const run = scoringRunOf({ archiveId: archive.id });
    await platform.ledger.open(run);
    const [shard] = await indexed(store, archive);
    const index = () => getJson(store, archiveKeys.index(archive.id), archiveIndex);
    const before = await index();
    await store.put(archiveKeys.source(archive.id), bytes);
    const data = { v: 1, runId: run.id, launch: 0, archiveId: archive.id } as const;
    await indexArchive(platform, buildJob('index-archive', jobIds.index(run.id, 0), data));
    const extracted = () =>
      extractShard(
        platform,
        buildJob('extract-shard', jobIds.extract(run.id, 0, 0), buildShardJob(run, shard!)),
      );
    return { features, before, after: await index(), extracted };
  };

  it('is read with its new ETag if its bytes are unchanged', async () => {
    const { features, before, after, extracted } = await restored(zip);
    await using _ = features;
    expect(after).toEqual({ ...before, source: { ...before.source, etag: expect.any(String) } });
    expect(after.source?.etag).not.toBe(before.source?.etag);
    expect(await extracted()).toMatchObject({ extracted: 2, failed: 0 });
  });

  it('is rejected if its bytes have changed', async () => {
    expect(other.length).toBe(zip.length);
    const { features, before, after, extracted } = await restored(other);
    await using _ = features;
    expect(after).toEqual(before);
    await expect(extracted()).rejects.toMatchObject({ code: 'archive.changed' });
  });
});
