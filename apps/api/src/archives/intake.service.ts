import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError, type ArchiveRecord } from '#libs/contracts';
import { ByteQuota, noteExpiry } from '#libs/runs';
import type { Logger } from '#libs/runtime';
import { RangeSource, archiveKeys, type ObjectStore } from '#libs/storage';
import { ArchiveRecords } from '../core/records.js';
import { LOGGER, STORE } from '../core/tokens.js';
import { RetentionService } from '../retention/retention.service.js';
import { inspect } from './inspect.js';

/** An object that has arrived under the key of an archive's source. */
export interface Arrival {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** What the client says that it sent; null when it says nothing. */
  readonly expectedSha256: string | null;
  /** When the client wants it to be removed; undefined when it says nothing. */
  readonly wantedExpiry?: string | null | undefined;
}

/** Makes archives of objects that have arrived, whichever way they came. */
@Injectable()
export class IntakeService {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(ArchiveRecords) private readonly archives: ArchiveRecords,
    @Inject(RetentionService) private readonly retention: RetentionService,
    @Inject(ByteQuota) private readonly quota: ByteQuota,
  ) {}

  /**
   * Looks what has arrived and records it as an archive; what turns out not to be one is deleted before the error is
   * told.
   *
   * @throws SerenadeError `archive.*`; `quota.stored_bytes`, which deletes nothing
   */
  async admit({ expectedSha256, wantedExpiry, ...arrival }: Arrival): Promise<ArchiveRecord> {
    const key = archiveKeys.source(arrival.id);
    try {
      await this.quota.claim(arrival.owner, arrival.id, arrival.sizeBytes);
      if (expectedSha256 !== null && expectedSha256 !== arrival.sha256)
        throw mismatch(expectedSha256, arrival.sha256);
      const contents = await inspect(await RangeSource.open(this.store, key));
      const createdAt = new Date().toISOString();
      const expiresAt = this.retention.expiryOf('archive', wantedExpiry);
      const record: ArchiveRecord = { v: 1, ...arrival, ...contents, createdAt, expiresAt };
      await noteExpiry(this.store, record);
      await this.archives.save(record);
      return record;
    } catch (error) {
      if (error instanceof SerenadeError && error.code.startsWith('archive.')) await this.discard(arrival);
      throw error;
    }
  }

  /** The error that led here is the one to tell. */
  async discard({ id, owner }: Pick<Arrival, 'id' | 'owner'>): Promise<void> {
    const key = archiveKeys.source(id);
    await this.quota.release(owner, id);
    await this.store.delete(key).catch((failure: unknown) => {
      this.logger.error({ err: failure, key }, 'a refused upload could not be deleted');
    });
  }
}

function mismatch(expected: string, actual: string): SerenadeError {
  return new SerenadeError(
    'archive.checksum_mismatch',
    `The bytes that arrived hash to ${actual}, not ${expected}; send them again.`,
  );
}
