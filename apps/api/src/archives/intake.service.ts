import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError, type ArchiveRecord, type NameEncoding } from '#libs/contracts';
import { ByteQuota, noteExpiry } from '#libs/runs';
import type { Logger } from '#libs/runtime';
import { RangeSource, archiveKeys, type ObjectStore } from '#libs/storage';
import { ArchiveRecords } from '../core/records.js';
import { LOGGER, STORE } from '../core/tokens.js';
import { requireSha256 } from '../http/store-body.js';
import { RetentionService } from '../retention/retention.service.js';
import { inspect } from './inspect.js';

/** An object that has arrived under the key of an archive's source. */
export interface Arrival {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** The checksum that the client sent; null if it sent none. */
  readonly expectedSha256: string | null;
  /** The expiry that the client requested; undefined if it requested none. */
  readonly wantedExpiry?: string | null | undefined;
  /** The encoding of names that the client stated; undefined if it stated none. */
  readonly nameEncoding?: NameEncoding | undefined;
}

/** Turns arrived objects into archives, for all kinds of uploads. */
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
   * Inspects an arrived object and records it as an archive. If it is not an archive, it is deleted before the error is
   * thrown.
   *
   * @throws SerenadeError `archive.*`; `quota.stored_bytes`, after which the object is kept
   */
  async admit({ expectedSha256, wantedExpiry, nameEncoding, ...arrival }: Arrival): Promise<ArchiveRecord> {
    const key = archiveKeys.source(arrival.id);
    try {
      await this.quota.claim(arrival.owner, arrival.id, arrival.sizeBytes);
      requireSha256(expectedSha256, arrival.sha256, 'archive.checksum_mismatch');
      const contents = await inspect(await RangeSource.open(this.store, key), nameEncoding);
      return await this.record({ ...arrival, ...contents }, wantedExpiry);
    } catch (error) {
      if (error instanceof SerenadeError && error.code.startsWith('archive.')) await this.discard(arrival);
      throw error;
    }
  }

  /** Records an archive whose bytes are in the store. It expires at the wanted time, or as the settings say. */
  async record(
    archive: Omit<ArchiveRecord, 'v' | 'createdAt' | 'expiresAt'>,
    wantedExpiry: string | null | undefined,
  ): Promise<ArchiveRecord> {
    const expiresAt = this.retention.expiryOf('archive', wantedExpiry);
    const record: ArchiveRecord = { v: 1, ...archive, createdAt: new Date().toISOString(), expiresAt };
    await noteExpiry(this.store, record);
    await this.archives.save(record);
    return record;
  }

  /** Deletes a refused upload. A failure is only logged, so the caller can throw the error of the upload. */
  async discard({ id, owner }: Pick<Arrival, 'id' | 'owner'>): Promise<void> {
    const key = archiveKeys.source(id);
    await this.quota.release(owner, id);
    await this.store.delete(key).catch((failure: unknown) => {
      this.logger.error({ err: failure, key }, 'a refused upload could not be deleted');
    });
  }
}
