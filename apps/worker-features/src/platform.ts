import {
  SerenadeError,
  archiveRecord,
  type ArchiveRecord,
  type PeaksAnswer,
  type TrialAnswer,
} from '#libs/contracts';
import type { AddressGuard } from '#libs/outbound';
import type { Replies, JobProducer } from '#libs/queue';
import type { TensorOwners, RunLedger } from '#libs/runs';
import { Records, type ObjectStore } from '#libs/storage';
import type { ExtractionPool } from './extraction.pool.js';
import type { WorkCounter } from './work-counter.js';

/** What the job handlers of this worker stand on. */
export interface Platform {
  readonly store: ObjectStore;
  readonly producer: JobProducer;
  readonly ledger: RunLedger;
  readonly owners: TensorOwners;
  readonly trials: Replies<TrialAnswer>;
  readonly peaks: Replies<PeaksAnswer>;
  readonly pool: Pick<ExtractionPool, 'extract' | 'peaks' | 'close'>;
  readonly work: WorkCounter;
  /** Which addresses may be called on behalf of clients. */
  readonly guard: AddressGuard;
  /** How full Redis is, from 0 to 1; 0 where nothing bounds it. */
  readonly readRedisUse: () => Promise<number>;
  /** Largest clip that is held in memory. */
  readonly maxClipBytes: number;
  /** Largest clip at all; those above `maxClipBytes` can be read as streams only. */
  readonly maxStreamedClipBytes: number;
}

/** @throws SerenadeError `archive.not_found` */
export async function findArchive({ store }: Platform, id: string): Promise<ArchiveRecord> {
  const record = await new Records(store, 'archives', archiveRecord).find(id);
  if (record === null)
    throw new SerenadeError('archive.not_found', `The archive ${id} is gone.`, { archiveId: id });
  return record;
}
