import { SerenadeError, shardLine } from '#libs/contracts';
import { Lease, tensorSweepKey, type Keyspace } from '#libs/queue';
import { archiveKeys, featureKeys, readJsonLines, shardIdOf, type ObjectStore } from '#libs/storage';

/** Longer than any single request to the store may take (30 s, twice). */
const SWEEP_LEASE_MS = 120_000;
const AT_ONCE = 16;

/** Told of each tensor: its bytes when it was removed, null when others have it too. */
type OnTensor = (bytes: number | null) => void;

/**
 * Who has a tensor: a reference object for each archive that holds its clips. A tensor goes with its last reference.
 *
 * References instead of a mark and sweep over all archives: removing one archive costs its own shards, not everybody's,
 * and is right at once. The price is one empty object for each shard, feature set and archive.
 *
 * A run may begin to rely on a tensor while a sweeper looks at it. So a worker writes its reference first and then looks
 * whether a sweeper is at work on the feature set, and a sweeper tells that it is at work before it looks at references:
 * whichever comes second sees the other. The worker then waits (its job is tried again); the sweeper leaves the tensor.
 */
export class TensorOwners {
  constructor(
    private readonly store: ObjectStore,
    private readonly keyspace: Keyspace,
  ) {}

  /** To be called once for an archive before features are made of it: says where its references are. */
  async announce(archiveId: string, featureSetId: string): Promise<void> {
    await this.store.put(archiveKeys.featureSet(archiveId, featureSetId), '');
  }

  /**
   * To be called before a worker looks whether a tensor exists.
   * @throws SerenadeError `features.being_swept` while a sweeper is at work: the job is to be tried again
   */
  async claim(archiveId: string, featureSetId: string, shardId: string): Promise<void> {
    await this.store.put(featureKeys.owner(featureSetId, shardId, archiveId), '');
    if ((await this.keyspace.redis.exists(tensorSweepKey(this.keyspace, featureSetId))) === 0) return;
    throw new SerenadeError(
      'features.being_swept',
      'Features are being removed; this is tried again at once.',
    );
  }

  /**
   * Takes the archive off the owners of all its tensors and removes those that nobody else has. May be repeated.
   * @returns false when another sweeper is at work on one of the feature sets
   */
  async release(archiveId: string, onTensor: OnTensor): Promise<boolean> {
    for await (const { key } of this.store.list(archiveKeys.featureSets(archiveId))) {
      const featureSetId = key.slice(archiveKeys.featureSets(archiveId).length);
      const leaseKey = tensorSweepKey(this.keyspace, featureSetId);
      await using lease = await Lease.take(this.keyspace.redis, leaseKey, SWEEP_LEASE_MS);
      if (lease === null) return false;
      await this.releaseSet(archiveId, featureSetId, lease, onTensor);
      await this.store.delete(key); // last: as long as it is there, the references are looked for
    }
    return true;
  }

  private async releaseSet(
    archiveId: string,
    featureSetId: string,
    lease: Lease,
    onTensor: OnTensor,
  ): Promise<void> {
    let batch: Promise<void>[] = [];
    for await (const { contentHash } of readShards(this.store, archiveId)) {
      const shardId = shardIdOf(featureSetId, contentHash);
      batch.push(this.releaseShard(archiveId, featureSetId, shardId, lease, onTensor));
      if (batch.length < AT_ONCE) continue;
      await Promise.all(batch);
      batch = [];
    }
    await Promise.all(batch);
  }

  private async releaseShard(
    archiveId: string,
    featureSetId: string,
    shardId: string,
    lease: Lease,
    onTensor: OnTensor,
  ): Promise<void> {
    const { store } = this;
    const own = featureKeys.owner(featureSetId, shardId, archiveId);
    const [tensor, report] = [
      featureKeys.tensor(featureSetId, shardId),
      featureKeys.report(featureSetId, shardId),
    ];
    for await (const { key } of store.list(featureKeys.owners(featureSetId, shardId), { pageSize: 2 })) {
      if (key === own) continue;
      await store.delete(own);
      onTensor(null);
      return;
    }
    lease.assertHeld();
    const info = await store.head(tensor);
    await store.delete(report); // first: it says that the tensor is whole
    await store.delete(tensor);
    await store.delete(own);
    if (info !== null) onTensor(info.size);
  }
}

async function* readShards(store: ObjectStore, archiveId: string) {
  const key = archiveKeys.shards(archiveId);
  if ((await store.head(key)) !== null) yield* readJsonLines(store, key, shardLine); // else it was never indexed
}
