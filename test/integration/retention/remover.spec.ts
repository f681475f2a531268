import { expect, it } from 'vitest';
import { SerenadeError } from '#libs/contracts';
import { archiveKeys, retentionKeys, scoringKeys, type ObjectStore } from '#libs/storage';
import { scoringRunOf } from '../../support/records.js';
import { extract, tensorKeyOf, openTestRetention } from '../../support/retention.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';

const DELETED = { reason: 'deleted', by: 'key-1' } as const;

/** Wraps the store so that it fails from the `nth` write or deletion on, as if the process had died. */
function dyingStore(store: ObjectStore, nth: number): ObjectStore {
  let calls = 0;
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = value.bind(target) as (...args: unknown[]) => unknown;
      if (!['delete', 'deletePrefix', 'put'].includes(String(name))) return call;
      return (...args: unknown[]) => {
        calls += 1;
        if (calls >= nth) return Promise.reject(new SerenadeError('store.unavailable', 'dead'));
        return call(...args);
      };
    },
  });
}

/** Wraps the store so that `meanwhile` runs once, before a call of `method` on a key. */
function interruptedStore(
  store: ObjectStore,
  method: keyof ObjectStore,
  concerns: (key: string) => boolean,
  meanwhile: () => Promise<void>,
): ObjectStore {
  let happened = false;
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = value.bind(target) as (...args: unknown[]) => unknown;
      if (name !== method) return call;
      return async (...args: unknown[]) => {
        if (!happened && concerns(args[0] as string)) {
          happened = true;
          await meanwhile();
        }
        return call(...args);
      };
    },
  });
}

describeWithRedis('deleting', (redisUrl) => {
  it('an archive removes its recordings, index, features and record, and leaves a receipt', async () => {
    await using kept = await openTestRetention(redisUrl);
    const archive = await kept.archive(['a', 'b']);
    const receipt = await kept.remover.removeArchive(archive, DELETED);
    expect(receipt).toMatchObject({
      id: archive.id,
      kind: 'archive',
      name: 'clips.zip',
      ...DELETED,
      removed: { objects: 6, tensors: 2 },
      keptTensors: 0,
    });
    expect(receipt.finishedAt).not.toBeNull();
    expect(await kept.remover.receipts.find(archive.id)).toEqual(receipt);
    expect((await keysOf(kept.store)).filter((key) => !key.includes('/receipts/'))).toEqual([]);
  });

  it('an archive keeps the features that another one shares, until that one is deleted', async () => {
    await using kept = await openTestRetention(redisUrl);
    const first = await kept.archive(['shared', 'own']);
    const second = await kept.archive(['shared']);
    const receipt = await kept.remover.removeArchive(first, DELETED);
    expect(receipt).toMatchObject({ removed: { tensors: 1 }, keptTensors: 1 });
    expect(await kept.store.head(tensorKeyOf('shared'))).not.toBeNull();
    expect(await kept.store.head(tensorKeyOf('own'))).toBeNull();
    expect(await kept.remover.removeArchive(second, DELETED)).toMatchObject({ removed: { tensors: 1 } });
    expect((await keysOf(kept.store, 'features/')).length).toBe(0);
  });

  it('two archives with the same features at once leaves no features behind', async () => {
    await using kept = await openTestRetention(redisUrl);
    const contents = Array.from({ length: 40 }, (_, n) => `c${n}`);
    const archives = [await kept.archive(contents), await kept.archive(contents)];
    await Promise.all(archives.map((archive) => kept.remover.removeArchive(archive, DELETED)));
    await kept.sweeper.sweep(); // completes the deletion that waited for the other
    expect(await keysOf(kept.store, 'features/')).toEqual([]);
    expect(await keysOf(kept.store, 'removals/')).toEqual([]);
  });

  it('an archive fails while a run needs it, and removes nothing', async () => {
    await using kept = await openTestRetention(redisUrl);
    const archive = await kept.archive(['a']);
    const run = await kept.run(archive);
    const before = await keysOf(kept.store);
    await expect(kept.remover.removeArchive(archive, DELETED)).rejects.toMatchObject({
      code: 'archive.in_use',
    });
    await expect(kept.remover.removeRun(run, DELETED)).rejects.toMatchObject({ code: 'run.under_way' });
    expect(await keysOf(kept.store)).toEqual(before);
  });

  it('an archive is undone if a run starts between the check and the first deletion', async () => {
    await using kept = await openTestRetention(redisUrl);
    const archive = await kept.archive(['a']);
    const before = await keysOf(kept.store);
    const store = interruptedStore(
      kept.store,
      'delete',
      (key) => key.startsWith('records/archives/'),
      async () => {
        await kept.queue.live.open(scoringRunOf({ archiveId: archive.id }), 0);
      },
    );
    await expect(kept.on(store).remover.removeArchive(archive, DELETED)).rejects.toMatchObject({
      code: 'archive.in_use',
    });
    expect(await keysOf(kept.store)).toEqual(before);
  });

  it('a run removes its results, record and live state, and keeps its archive', async () => {
    await using kept = await openTestRetention(redisUrl);
    const archive = await kept.archive(['a']);
    const run = await kept.run(archive);
    await kept.store.put(scoringKeys.scores(run.id), 'scores');
    await kept.store.put(scoringKeys.part(run.id, 0), 'part');
    await kept.ledger.end(run.id, 'completed');
    const over = (await kept.ledger.find(run.id))!;
    expect(await kept.remover.removeRun(over, DELETED)).toMatchObject({
      kind: 'scoring-run',
      removed: { objects: 2, bytes: 10 },
    });
    expect(await keysOf(kept.store, scoringKeys.prefix(run.id))).toEqual([]);
    expect(await kept.ledger.find(run.id)).toBeNull();
    expect(await kept.ledger.live.find(run.id)).toBeNull();
    expect(await kept.store.head(archiveKeys.source(archive.id))).not.toBeNull();
  });

  it('can be interrupted at any step, and the sweeper completes it without touching shared features', async () => {
    for (let nth = 1; nth <= 20; nth++) {
      await using kept = await openTestRetention(redisUrl);
      const archive = await kept.archive(['shared', 'own']);
      await kept.archive(['shared']);
      const died = await kept
        .on(dyingStore(kept.store, nth))
        .remover.removeArchive(archive, DELETED)
        .then(
          () => false,
          () => true,
        );
      await kept.sweeper.sweep();
      const isGone = (await keysOf(kept.store, archiveKeys.prefix(archive.id))).length === 0;
      const isWhole = (await kept.store.head(tensorKeyOf('own'))) !== null && !isGone;
      // Before the receipt is written, nothing is deleted.
      expect({ nth, consistent: isGone || (isWhole && nth <= 3) }).toEqual({ nth, consistent: true });
      expect(await kept.store.head(tensorKeyOf('shared'))).not.toBeNull();
      expect(await keysOf(kept.store, retentionKeys.pendings)).toEqual([]);
      if (isGone) expect((await kept.remover.receipts.find(archive.id))?.finishedAt).not.toBeNull();
      if (!died) return;
    }
    throw new Error('the deletion took more than twenty steps');
  });

  it('happens once for several simultaneous requests', async () => {
    await using kept = await openTestRetention(redisUrl);
    const archive = await kept.archive(['a', 'b', 'c']);
    const asked = await Promise.allSettled(
      [1, 2, 3, 4].map(() => kept.remover.removeArchive(archive, DELETED)),
    );
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as SerenadeError] : []));
    expect(refused.length).toBeLessThan(4);
    expect(refused.every(({ code }) => code === 'retention.in_progress')).toBe(true);
  });
});

describeWithRedis('a worker that needs a tensor which is being deleted', (redisUrl) => {
  it('waits if the deletion came first, and then extracts the tensor again', async () => {
    await using kept = await openTestRetention(redisUrl);
    const first = await kept.archive(['shared']);
    const second = await kept.archive([]);
    await kept.owners.announce(second.id, 'fs-test');
    let waited: unknown = null;
    // The deletion has checked the owners and is about to delete the tensor.
    const store = interruptedStore(
      kept.store,
      'delete',
      (key) => key.endsWith('.report.json'),
      async () => {
        waited = await extract(kept.store, kept.owners, second.id, 'shared').catch((error: unknown) => error);
      },
    );
    await kept.on(store).remover.removeArchive(first, DELETED);
    expect(waited).toMatchObject({ code: 'features.being_swept', retryable: true });
    expect(await extract(kept.store, kept.owners, second.id, 'shared')).toBe(false);
    expect(await kept.store.head(tensorKeyOf('shared'))).not.toBeNull();
  });

  it('keeps the tensor if its reference came first', async () => {
    await using kept = await openTestRetention(redisUrl);
    const first = await kept.archive(['shared']);
    const second = await kept.archive([]);
    let cached: unknown = null;
    // The deletion has not taken its lease yet.
    const store = interruptedStore(
      kept.store,
      'delete',
      (key) => key.startsWith('records/archives/'),
      async () => {
        cached = await extract(kept.store, kept.owners, second.id, 'shared');
      },
    );
    const receipt = await kept.on(store).remover.removeArchive(first, DELETED);
    expect([cached, receipt.keptTensors]).toEqual([true, 1]);
    expect(await kept.store.head(tensorKeyOf('shared'))).not.toBeNull();
  });

  it('never finds a report without its tensor, in any order of both', async () => {
    await using kept = await openTestRetention(redisUrl);
    for (let round = 0; round < 15; round++) {
      const content = `c${round}`;
      const first = await kept.archive([content]);
      const second = await kept.archive([]);
      const work = async () => {
        for (let attempt = 0; ; attempt++) {
          try {
            return await extract(kept.store, kept.owners, second.id, content);
          } catch (error) {
            if (!(error instanceof SerenadeError) || !error.retryable || attempt > 200) throw error;
            await new Promise((later) => setTimeout(later, 5));
          }
        }
      };
      await Promise.all([kept.remover.removeArchive(first, DELETED), work()]);
      expect(await kept.store.head(tensorKeyOf(content))).not.toBeNull();
    }
  });
});
