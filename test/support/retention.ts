import {
  archiveRecord,
  newId,
  shardLine,
  type ArchiveRecord,
  type ScoringRunRecord,
  type ShardLine,
} from '#libs/contracts';
import { Remover, Sweeper, TensorOwners, noteExpiry, RunLedger } from '#libs/runs';
import { Records, archiveKeys, featureKeys, shardIdOf, type ObjectStore } from '#libs/storage';
import { silentLogger } from './logger.js';
import { TestQueue } from './queue.js';
import { buildArchiveRecord, scoringRunOf } from './records.js';
import { tempStore } from './temp-store.js';

export const FEATURES = 'fs-test';
const AGES = { deliveryDays: 30, uploadHours: 24 };

export interface TestRetention extends AsyncDisposable {
  readonly store: ObjectStore;
  readonly queue: TestQueue;
  readonly ledger: RunLedger;
  readonly owners: TensorOwners;
  readonly remover: Remover;
  readonly sweeper: Sweeper;
  /** Returns the same with another store object, as another process would have. */
  on(store: ObjectStore): Pick<TestRetention, 'owners' | 'remover' | 'sweeper' | 'ledger'>;
  /** Creates an indexed archive whose shards have these contents and are extracted. */
  archive(contents: readonly string[], patch?: Partial<ArchiveRecord>): Promise<ArchiveRecord>;
  run(archive: ArchiveRecord, patch?: Partial<ScoringRunRecord>): Promise<ScoringRunRecord>;
}

export const shardOf = (content: string): string => shardIdOf(FEATURES, content);
export const tensorKeyOf = (content: string): string => featureKeys.tensor(FEATURES, shardOf(content));

export async function openTestRetention(redisUrl: string): Promise<TestRetention> {
  const temp = await tempStore();
  const queue = new TestQueue(redisUrl);
  const on = (store: ObjectStore) => {
    const ledger = new RunLedger(store, queue.live);
    const owners = new TensorOwners(store, queue);
    const remover = new Remover(store, queue, ledger, owners);
    const sweeper = new Sweeper(store, queue, ledger, remover, silentLogger, AGES);
    return { ledger, owners, remover, sweeper };
  };
  const { store } = temp;
  const own = on(store);
  return {
    store,
    queue,
    ...own,
    on,
    archive: async (contents, patch = {}) => {
      const archive = buildArchiveRecord({ id: newId('archive'), ...patch });
      await store.put(archiveKeys.source(archive.id), 'voices');
      const shards = contents.map((contentHash, ordinal): ShardLine => {
        return shardLine.parse({ ordinal, firstClip: ordinal, clips: 1, start: 0, end: 1, contentHash });
      });
      await store.put(
        archiveKeys.shards(archive.id),
        shards.map((shard) => `${JSON.stringify(shard)}\n`).join(''),
      );
      await own.owners.announce(archive.id, FEATURES);
      for (const content of contents) await extract(store, own.owners, archive.id, content);
      await noteExpiry(store, archive);
      await new Records(store, 'archives', archiveRecord).save(archive);
      return archive;
    },
    run: async (archive, patch = {}) => {
      const run = scoringRunOf({ archiveId: archive.id, ...patch });
      await noteExpiry(store, run);
      await own.ledger.open(run);
      return run;
    },
    [Symbol.asyncDispose]: async () => {
      await queue[Symbol.asyncDispose]();
      await temp[Symbol.asyncDispose]();
    },
  };
}

/** Does to the store what extract-shard does. @returns true if the tensor existed */
export async function extract(
  store: ObjectStore,
  owners: TensorOwners,
  archiveId: string,
  content: string,
): Promise<boolean> {
  await owners.claim(archiveId, FEATURES, shardOf(content));
  const report = featureKeys.report(FEATURES, shardOf(content));
  if ((await store.head(report)) !== null) return true;
  await store.putIfAbsent(tensorKeyOf(content), 'tensor');
  await store.putIfAbsent(report, '{}');
  return false;
}
