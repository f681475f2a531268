import {
  SerenadeError,
  archiveRecord,
  type ArchiveRecord,
  type PeaksReply,
  type TrialReply,
} from '#libs/contracts';
import type { EmbedSignal } from '#libs/features';
import type { AddressGuard } from '#libs/outbound';
import type { Replies, JobProducer } from '#libs/queue';
import type { TensorOwners, RunLedger } from '#libs/runs';
import { Records, type ObjectStore } from '#libs/storage';
import type { ExtractionPool } from './extraction.pool.js';
import type { WorkCounter } from './work-counter.js';

/** The services that the job handlers of this worker use. */
export interface FeatureWorkerContext {
  readonly store: ObjectStore;
  readonly producer: JobProducer;
  readonly ledger: RunLedger;
  readonly owners: TensorOwners;
  readonly trials: Replies<TrialReply>;
  readonly peaks: Replies<PeaksReply>;
  readonly pool: Pick<ExtractionPool, 'extract' | 'measurePeaks' | 'close'>;
  /** Runs the models of embeddings. */
  readonly embed: EmbedSignal;
  readonly work: WorkCounter;
  /** Decides which addresses may be called on behalf of clients. */
  readonly guard: AddressGuard;
  /** Returns the share of Redis' `maxmemory` in use, from 0 to 1, or 0 if there is no limit. */
  readonly readRedisUse: () => Promise<number>;
  /** The size of the largest clip that is held in memory. */
  readonly maxClipBytes: number;
  /** The size of the largest clip that is read as a stream. */
  readonly maxStreamedClipBytes: number;
  /** The memory limit of the process that extracts the clips of a suspicious shard. */
  readonly clipMemoryBytes: number;
}

/** @throws SerenadeError `archive.not_found` */
export async function findArchive({ store }: FeatureWorkerContext, id: string): Promise<ArchiveRecord> {
  const record = await new Records(store, 'archives', archiveRecord).find(id);
  if (record === null)
    throw new SerenadeError('archive.not_found', `The archive ${id} was deleted.`, { archiveId: id });
  return record;
}
