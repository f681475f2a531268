import { expect, it } from 'vitest';
import { newId, type UploadRecord, type WebhookDelivery } from '#libs/contracts';
import { noteExpiry } from '#libs/runs';
import { Uploads, archiveKeys, retentionKeys, scoringKeys, trialKeys, uploadKeys } from '#libs/storage';
import { WebhookStore } from '#libs/outbound';
import { openTestRetention } from '../../support/retention.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';

const PAST = '2026-01-01T00:00:00.000Z';
const FUTURE = '2999-01-01T00:00:00.000Z';

/** Creates an upload with its first part. */
const UPLOAD: Omit<UploadRecord, 'id' | 'partsId' | 'touchedAt' | 'isFinished'> = {
  v: 1,
  owner: 'alice',
  kind: 'multipart',
  name: 'calls.zip',
  sizeBytes: 100,
  sha256: null,
  metadata: {},
  partBytes: 8 * 1024 ** 2,
  parts: 1,
  tailBytes: 0,
  isWhole: false,
  hashState: null,
  createdAt: PAST,
};

describeWithRedis('the sweeper', (redisUrl) => {
  it('deletes expired items, keeps the others, and writes receipts', async () => {
    await using kept = await openTestRetention(redisUrl);
    const old = await kept.archive(['a'], { expiresAt: PAST });
    const young = await kept.archive(['b'], { expiresAt: FUTURE });
    const eternal = await kept.archive(['c']);
    expect(await kept.sweeper.sweep()).toEqual({ expired: 1, resumed: 0, left: 0 });
    const has = async (id: string) => (await kept.store.head(archiveKeys.source(id))) !== null;
    expect(await Promise.all([old.id, young.id, eternal.id].map(has))).toEqual([false, true, true]);
    expect(await kept.remover.receipts.find(old.id)).toMatchObject({ reason: 'expired', by: 'sweeper' });
    expect(await kept.sweeper.sweep()).toEqual({ expired: 0, resumed: 0, left: 0 });
    expect(await kept.sweeper.sweep(new Date('2999-01-02'))).toMatchObject({ expired: 1 });
    expect(await keysOf(kept.store, retentionKeys.expiries)).toEqual([]);
  });

  it('keeps an archive while a run needs it, and a run until its end', async () => {
    await using kept = await openTestRetention(redisUrl);
    const archive = await kept.archive(['a'], { expiresAt: PAST });
    const run = await kept.run(archive, { expiresAt: PAST });
    await kept.store.put(scoringKeys.scores(run.id), 'scores');
    expect(await kept.sweeper.sweep()).toEqual({ expired: 0, resumed: 0, left: 2 });
    await kept.ledger.end(run.id, 'completed');
    expect(await kept.sweeper.sweep()).toEqual({ expired: 2, resumed: 0, left: 0 });
    expect(await keysOf(kept.store, 'scoring-runs/')).toEqual([]);
    expect(await keysOf(kept.store, 'archives/')).toEqual([]);
  });

  it('uses the time of the record, not of the marker', async () => {
    await using kept = await openTestRetention(redisUrl);
    const archive = await kept.archive(['a'], { expiresAt: FUTURE });
    await kept.store.put(retentionKeys.expiry(PAST, archive.id), '');
    await kept.sweeper.sweep();
    expect(await kept.store.head(archiveKeys.source(archive.id))).not.toBeNull();
    expect(await keysOf(kept.store, retentionKeys.expiries)).toEqual([
      retentionKeys.expiry(FUTURE, archive.id),
    ]);
  });

  it('deletes the recording of a try whose API was killed', async () => {
    await using kept = await openTestRetention(redisUrl);
    const id = newId('trial');
    await kept.store.put(trialKeys.clip(id), 'voice');
    await noteExpiry(kept.store, { id, expiresAt: PAST });
    expect(await kept.sweeper.sweep()).toEqual({ expired: 1, resumed: 0, left: 0 });
    expect(await keysOf(kept.store, 'tries/')).toEqual([]);
    expect(await keysOf(kept.store, retentionKeys.expiries)).toEqual([]);
  });

  it('deletes old deliveries of any outcome, and keeps the webhook', async () => {
    await using kept = await openTestRetention(redisUrl);
    const webhooks = new WebhookStore(kept.store);
    const url = await webhooks.create('alice', 'https://example.org/hook');
    const DAY_MS = 24 * 3600 * 1000;
    const now = new Date();
    const ago = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();
    const begin = async (createdAt: string, runMadeAt: string, state: WebhookDelivery['state']) => {
      const made = Date.parse(runMadeAt).toString(16).padStart(12, '0');
      const id = `msg-${made.slice(0, 8)}-${made.slice(8)}${newId('message').slice(17)}`;
      const empty = { runId: null, payload: '{}', attempts: [], replays: 0 };
      await webhooks.begin({ v: 1, id, webhookId: url.id, type: 'webhook.test', state, createdAt, ...empty });
      return id;
    };
    await begin(ago(31), ago(31), 'delivered');
    await begin(ago(31), ago(40), 'pending');
    const ofLongRun = await begin(ago(1), ago(40), 'delivered');
    const young = await begin(ago(29), ago(29), 'failed');
    await kept.sweeper.sweep(now);
    const left = (await webhooks.deliveries(url.id, 10)).items.map(({ id }) => id);
    expect(left).toEqual([young, ofLongRun]);
    expect(await webhooks.records.find(url.id)).not.toBeNull();
    await kept.sweeper.sweep(new Date(now.getTime() + 2 * DAY_MS));
    expect((await webhooks.deliveries(url.id, 10)).items.map(({ id }) => id)).toEqual([ofLongRun]);
  });

  it('deletes inactive uploads, and the records of finished ones of that age', async () => {
    await using kept = await openTestRetention(redisUrl);
    const uploads = new Uploads(kept.store);
    const now = new Date();
    const begin = async (hoursAgo: number, isFinished: boolean) => {
      const id = newId('archive');
      const { key } = uploadKeys.parts({ id, partsId: '' });
      const { uploadId } = await kept.store.parts.begin(key);
      const touchedAt = new Date(now.getTime() - hoursAgo * 3600 * 1000).toISOString();
      const upload: UploadRecord = { ...UPLOAD, id, partsId: uploadId, touchedAt, isFinished };
      await kept.store.parts.put(uploadKeys.parts(upload), 1, Buffer.from('voices'));
      await uploads.save(upload);
      return upload;
    };
    const [lost, done, young] = [await begin(25, false), await begin(25, true), await begin(23, false)];
    await kept.sweeper.sweep(now);
    expect(await Promise.all([lost, done, young].map(({ id }) => uploads.find(id)))).toEqual([
      null,
      null,
      young,
    ]);
    await expect(kept.store.parts.list(uploadKeys.parts(lost))).rejects.toMatchObject({
      code: 'upload.not_found',
    });
    expect(await kept.store.parts.list(uploadKeys.parts(young))).toHaveLength(1);
  });

  it('runs in one process at a time', async () => {
    await using kept = await openTestRetention(redisUrl);
    for (const content of ['a', 'b', 'c', 'd']) await kept.archive([content], { expiresAt: PAST });
    const swept = await Promise.all([1, 2, 3].map(() => kept.on(kept.store).sweeper.sweep()));
    expect(swept.filter((one) => one !== null)).toHaveLength(1);
  });

  it('sweeps at intervals, and stops after the current sweep', async () => {
    await using kept = await openTestRetention(redisUrl);
    const archive = await kept.archive(['a'], { expiresAt: PAST });
    kept.sweeper.start(10_000);
    await kept.sweeper.stop();
    expect(await kept.store.head(archiveKeys.source(archive.id))).toBeNull();
  });
});
