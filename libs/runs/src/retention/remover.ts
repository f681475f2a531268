import {
  SerenadeError,
  archiveRecord,
  isOver,
  receiptRecord,
  type ArchiveRecord,
  type ReceiptRecord,
  type RunRecord,
} from '#libs/contracts';
import { Lease, StoredBytes, removalKey, type Keyspace } from '#libs/queue';
import type { RunLedger } from '../run-ledger.js';
import {
  Records,
  archiveKeys,
  retentionKeys,
  scoringKeys,
  trainingKeys,
  type ObjectStore,
} from '#libs/storage';
import { forgetExpiry } from './expirations.js';
import type { TensorOwners } from './tensor-owners.js';

export interface Removal {
  readonly reason: ReceiptRecord['reason'];
  readonly by: string;
}

const LEASE_MS = 60_000;
const MOST_COUNTED = 1_000;
const RECEIPTS_READ = 16;

type Count = Record<'objects' | 'bytes' | 'tensors' | 'kept', number>;

/**
 * Deletes archives and runs with everything derived from them, and leaves a receipt. It writes the receipt first and
 * then deletes the record. From then on clients cannot find the item, and any process can complete the deletion from
 * the receipt.
 */
export class Remover {
  readonly receipts: Records<typeof receiptRecord>;
  private readonly archives: Records<typeof archiveRecord>;
  private readonly bytes: StoredBytes;

  constructor(
    private readonly store: ObjectStore,
    private readonly keyspace: Keyspace,
    private readonly ledger: RunLedger,
    private readonly owners: TensorOwners,
  ) {
    this.receipts = new Records(store, 'receipts', receiptRecord);
    this.archives = new Records(store, 'archives', archiveRecord);
    this.bytes = new StoredBytes(keyspace);
  }

  /** @throws SerenadeError `archive.in_use` while a run needs it; then it deletes nothing */
  removeArchive(archive: ArchiveRecord, removal: Removal): Promise<ReceiptRecord> {
    return this.runAlone(archive.id, async () => {
      await this.assertUnused(archive.id);
      const receipt = await this.begin(archive, 'archive', archive.name, removal);
      await this.archives.delete(archive);
      try {
        // A run may have started since the first check. It registers in Redis before it looks for the archive again.
        await this.assertUnused(archive.id);
      } catch (error) {
        await this.archives.save(archive);
        await this.receipts.delete(receipt);
        await this.store.delete(retentionKeys.pending(archive.id));
        throw error;
      }
      await forgetExpiry(this.store, archive);
      return this.removeAll(receipt);
    });
  }

  /** @throws SerenadeError `run.under_way` unless the run is over */
  removeRun(run: RunRecord, removal: Removal): Promise<ReceiptRecord> {
    return this.runAlone(run.id, async () => {
      const state = (await this.ledger.state(run.id)) ?? run.state;
      if (!isOver(state)) {
        const message = `The run ${run.id} is still active. Cancel it first.`;
        throw new SerenadeError('run.under_way', message, { runId: run.id });
      }
      const receipt = await this.begin(run, `${run.kind}-run`, run.archiveName, removal);
      await this.ledger.forget(run);
      await forgetExpiry(this.store, run);
      return this.removeAll(receipt);
    });
  }

  /** Lists the deletions that are not complete, including those that another process is working on. */
  async *listPending(): AsyncGenerator<string> {
    for await (const { key } of this.store.list(retentionKeys.pendings))
      yield key.slice(retentionKeys.pendings.length);
  }

  /**
   * Counts the deletions that have begun and are not complete, up to 1,000, and returns the age of the oldest. The age
   * comes from the first few receipts only, because a store that refuses deletions keeps all of them.
   */
  async readUnfinished(): Promise<{ readonly unfinished: number; readonly oldestSeconds: number }> {
    const ids: string[] = [];
    for await (const id of this.listPending()) if (ids.push(id) === MOST_COUNTED) break;
    const receipts = await Promise.all(ids.slice(0, RECEIPTS_READ).map((id) => this.receipts.find(id)));
    const begun = receipts.flatMap((receipt) => (receipt === null ? [] : [Date.parse(receipt.createdAt)]));
    const oldestSeconds = begun.length === 0 ? 0 : Math.round((Date.now() - Math.min(...begun)) / 1000);
    return { unfinished: ids.length, oldestSeconds };
  }

  /** Continues an incomplete deletion. Returns false if another process is working on it, or something blocks it. */
  async resume(id: string): Promise<boolean> {
    const receipt = await this.receipts.find(id);
    if (receipt === null) {
      await this.store.delete(retentionKeys.pending(id)); // the deletion stopped before it wrote a receipt
      return false;
    }
    if (receipt.kind === 'archive') {
      const archive = await this.archives.find(id);
      if (archive !== null) return (await this.removeArchive(archive, receipt)).finishedAt !== null;
    } else {
      const run = await this.ledger.find(id);
      if (run !== null) return (await this.removeRun(run, receipt)).finishedAt !== null;
    }
    return (await this.runAlone(id, () => this.removeAll(receipt))).finishedAt !== null;
  }

  /** Deletes the remaining objects of the receipt's item. */
  private async removeAll(receipt: ReceiptRecord): Promise<ReceiptRecord> {
    const count = { ...receipt.removed, kept: receipt.keptTensors };
    const isDone =
      receipt.kind === 'archive'
        ? await this.removeArchiveObjects(receipt.id, count)
        : await this.removePrefix(runPrefix(receipt), count);
    const { kept, ...removed } = count;
    const finishedAt = isDone ? new Date().toISOString() : null;
    const final = { ...receipt, removed, keptTensors: kept, finishedAt };
    await this.receipts.save(final);
    if (receipt.kind === 'archive') await this.releaseBytes(receipt);
    if (isDone) await this.store.delete(retentionKeys.pending(receipt.id));
    return final;
  }

  /** Releases the owner's bytes. If that fails, the next recount corrects the total. */
  private async releaseBytes({ owner, id }: ReceiptRecord): Promise<void> {
    await this.bytes.release(owner, id).catch(() => undefined);
  }

  /** Deletes the recordings first, then the tensors, which requires the index, then the index. */
  private async removeArchiveObjects(id: string, count: Count): Promise<boolean> {
    await this.removePrefix(archiveKeys.source(id), count);
    const isReleased = await this.owners.release(id, (bytes) => {
      if (bytes === null) count.kept += 1;
      else {
        count.tensors += 1;
        count.objects += 2;
        count.bytes += bytes;
      }
    });
    return isReleased && (await this.removePrefix(archiveKeys.prefix(id), count));
  }

  private async removePrefix(prefix: string, count: Count): Promise<true> {
    for await (const { size } of this.store.list(prefix)) {
      count.objects += 1;
      count.bytes += size;
    }
    await this.store.deletePrefix(prefix);
    return true;
  }

  /** @throws SerenadeError `retention.in_progress` while another process deletes the same item */
  private async runAlone<T>(id: string, remove: () => Promise<T>): Promise<T> {
    await using lease = await Lease.take(this.keyspace.redis, removalKey(this.keyspace, id), LEASE_MS);
    if (lease !== null) return await remove();
    throw new SerenadeError('retention.in_progress', `${id} is already being deleted.`, { id });
  }

  private async begin(
    { id, owner }: { readonly id: string; readonly owner: string },
    kind: ReceiptRecord['kind'],
    name: string,
    { reason, by }: Removal,
  ): Promise<ReceiptRecord> {
    const receipt: ReceiptRecord = {
      v: 1,
      id,
      owner,
      kind,
      name,
      reason,
      by,
      createdAt: new Date().toISOString(),
      finishedAt: null,
      removed: { objects: 0, bytes: 0, tensors: 0 },
      keptTensors: 0,
    };
    await this.store.put(retentionKeys.pending(id), ''); // the sweeper finds it if this process dies
    await this.receipts.save(receipt);
    return receipt;
  }

  private async assertUnused(archiveId: string): Promise<void> {
    const users = await this.ledger.live.listUsers(archiveId);
    if (users.length === 0) return;
    const message = `${users.length === 1 ? 'A run needs' : `${users.length} runs need`} the archive. Cancel ${users.slice(0, 3).join(', ')}, or wait for the end.`;
    throw new SerenadeError('archive.in_use', message, { runs: users });
  }
}

function runPrefix({ kind, id }: ReceiptRecord): string {
  return kind === 'scoring-run' ? scoringKeys.prefix(id) : trainingKeys.prefix(id);
}
