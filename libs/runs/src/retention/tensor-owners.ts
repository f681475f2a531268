import { SerenadeError, shardLine } from '#libs/contracts';
import { Lease, tensorSweepKey, type Keyspace } from '#libs/queue';
import { archiveKeys, featureKeys, readJsonLines, shardIdOf, type ObjectStore } from '#libs/storage';

/** The lease outlasts any single request to the store (30 s, twice). */
const SWEEP_LEASE_MS = 120_000;
const AT_ONCE = 16;

/** Receives each tensor: its bytes if it was deleted, null if other archives need it. */
type OnTensor = (bytes: number | null) => void;

/**
 * Tracks which archives need a tensor. Each archive that contains its clips has a reference object. The tensor is
 * deleted with its last reference.
 *
 * The alternative is mark and sweep over all archives. References are cheaper: deleting one archive visits only its own
 * shards, and takes effect immediately. They cost one empty object for each shard, feature set and archive.
 *
 * A run may start to need a tensor while a sweeper checks it. A worker writes its reference first and then checks for a
 * sweeper of the feature set. A sweeper takes its lease before it reads references. Whichever comes second sees the
 * other: the worker's job is retried, and the sweeper keeps the tensor.
 */
export class TensorOwners {
  constructor(
    private readonly store: ObjectStore,
    private readonly keyspace: Keyspace,
  ) {}

  /** Records that an archive has references of a feature set. Call it once before features are extracted. */
  async announce(archiveId: string, featureSetId: string): Promise<void> {
    await this.store.put(archiveKeys.featureSet(archiveId, featureSetId), '');
  }

  /**
   * Writes the archive's reference. A worker calls it before it checks whether the tensor exists.
   * @throws SerenadeError `features.being_swept` while a sweeper is running; the job is retried
   */
  async claim(archiveId: string, featureSetId: string, shardId: string): Promise<void> {
    await this.store.put(featureKeys.owner(featureSetId, shardId, archiveId), '');
    if ((await this.keyspace.redis.exists(tensorSweepKey(this.keyspace, featureSetId))) === 0) return;
    const message = 'Features of this set are being deleted. The job is retried.';
    throw new SerenadeError('features.being_swept', message);
  }

  /**
   * Deletes the archive's references, and the tensors that no other archive needs. Repeating it is safe.
   * @returns false if another sweeper is working on one of the feature sets
   */
  async release(archiveId: string, onTensor: OnTensor): Promise<boolean> {
    for await (const { key } of this.store.list(archiveKeys.featureSets(archiveId))) {
      const featureSetId = key.slice(archiveKeys.featureSets(archiveId).length);
      const leaseKey = tensorSweepKey(this.keyspace, featureSetId);
      await using lease = await Lease.take(this.keyspace.redis, leaseKey, SWEEP_LEASE_MS);
      if (lease === null) return false;
      await this.releaseSet(archiveId, featureSetId, lease, onTensor);
      await this.store.delete(key); // last: while it exists, a retry looks for references
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
    const tensor = featureKeys.tensor(featureSetId, shardId);
    for await (const { key } of store.list(featureKeys.owners(featureSetId, shardId), { pageSize: 2 })) {
      if (key === own) continue;
      await store.delete(own);
      onTensor(null);
      return;
    }
    lease.assertHeld();
    const info = await store.head(tensor);
    await store.delete(featureKeys.report(featureSetId, shardId)); // first: it marks the tensor as complete
    await store.delete(tensor);
    await store.delete(own);
    if (info !== null) onTensor(info.size);
  }
}

async function* readShards(store: ObjectStore, archiveId: string) {
  const key = archiveKeys.shards(archiveId);
  // The list is missing if the archive was never indexed.
  if ((await store.head(key)) !== null) yield* readJsonLines(store, key, shardLine);
}
