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

interface Count {
  objects: number;
  bytes: number;
  tensors: number;
  kept: number;
}

/**
 * Removes archives and runs with all that was made of them, and leaves a receipt. The receipt comes first and the record
 * goes next: from then on nobody finds the thing, and whoever takes the receipt up can finish what was begun.
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

  /** @throws SerenadeError `archive.in_use` while a run needs it; nothing is removed then */
  removeArchive(archive: ArchiveRecord, removal: Removal): Promise<ReceiptRecord> {
    return this.alone(archive.id, async () => {
      await this.assertUnused(archive.id);
      const receipt = await this.begin(archive, 'archive', archive.name, removal);
      await this.archives.delete(archive);
      try {
        // A run may have begun between the first look and now: it has told Redis before it looks for the archive again.
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
    return this.alone(run.id, async () => {
      const state = (await this.ledger.state(run.id)) ?? run.state;
      if (!isOver(state)) {
        throw new SerenadeError('run.under_way', `The run ${run.id} is not over; cancel it first.`, {
          runId: run.id,
        });
      }
      const receipt = await this.begin(run, `${run.kind}-run`, run.archiveName, removal);
      await this.ledger.forget(run);
      await forgetExpiry(this.store, run);
      return this.removeAll(receipt);
    });
  }

  /** Removals that were begun and not finished; those under way in another process are among them. */
  async *pending(): AsyncGenerator<string> {
    for await (const { key } of this.store.list(retentionKeys.pendings))
      yield key.slice(retentionKeys.pendings.length);
  }

  /** Takes up a removal that broke off, wherever that was. False when somebody is at it, or something is in its way. */
  async resume(id: string): Promise<boolean> {
    const receipt = await this.receipts.find(id);
    if (receipt === null) {
      await this.store.delete(retentionKeys.pending(id)); // it broke off before anything was promised
      return false;
    }
    if (receipt.kind === 'archive') {
      const archive = await this.archives.find(id);
      if (archive !== null) return (await this.removeArchive(archive, receipt)).finishedAt !== null;
    } else {
      const run = await this.ledger.find(id);
      if (run !== null) return (await this.removeRun(run, receipt)).finishedAt !== null;
    }
    return (await this.alone(id, () => this.removeAll(receipt))).finishedAt !== null;
  }

  /** Removes what a receipt promises, however far that had come. */
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
    if (receipt.kind === 'archive') await this.giveBack(receipt);
    if (isDone) await this.store.delete(retentionKeys.pending(receipt.id));
    return final;
  }

  /** A count that missed it is mended when it is compared with the records. */
  private async giveBack({ owner, id }: ReceiptRecord): Promise<void> {
    await this.bytes.release(owner, id).catch(() => undefined);
  }

  /** The voices first, then tensors, for which the index must be there, then the index. */
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

  /** @throws SerenadeError `retention.in_progress` while another process removes the same */
  private async alone<T>(id: string, remove: () => Promise<T>): Promise<T> {
    await using lease = await Lease.take(this.keyspace.redis, removalKey(this.keyspace, id), LEASE_MS);
    if (lease !== null) return await remove();
    throw new SerenadeError('retention.in_progress', `${id} is being removed already.`, { id });
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
    await this.store.put(retentionKeys.pending(id), ''); // so that the sweeper finds what breaks off
    await this.receipts.save(receipt);
    return receipt;
  }

  private async assertUnused(archiveId: string): Promise<void> {
    const users = await this.ledger.live.listUsers(archiveId);
    if (users.length === 0) return;
    const message = `${users.length === 1 ? 'A run needs' : `${users.length} runs need`} the archive; cancel or await ${users.slice(0, 3).join(', ')}.`;
    throw new SerenadeError('archive.in_use', message, { runs: users });
  }
}

function runPrefix({ kind, id }: ReceiptRecord): string {
  return kind === 'scoring-run' ? scoringKeys.prefix(id) : trainingKeys.prefix(id);
}
