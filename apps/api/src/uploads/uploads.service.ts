import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  type ArchiveRecord,
  type UploadArchiveQuery,
  type UploadRecord,
} from '#libs/contracts';
import { ByteQuota } from '#libs/runs';
import type { ApiEnvironment } from '#libs/runtime';
import { Uploads, archiveKeys, uploadKeys, type ObjectStore } from '#libs/storage';
import { owned, type Caller } from '../access/caller.js';
import { IntakeService } from '../archives/intake.service.js';
import { ArchiveRecords } from '../core/records.js';
import { ENVIRONMENT, STORE } from '../core/tokens.js';
import { RunningHash } from './running-hash.js';

/** Returns the record of an upload of which nothing has arrived. */
export function newUpload(
  upload: Pick<
    UploadRecord,
    'id' | 'owner' | 'kind' | 'sizeBytes' | 'metadata' | 'partBytes' | 'partsId' | 'hashState'
  >,
  { name, sha256, expiresAt, nameEncoding }: UploadArchiveQuery,
): UploadRecord {
  const now = new Date().toISOString();
  return {
    v: 1,
    ...upload,
    name,
    sha256: sha256 ?? null,
    wantedExpiry: expiresAt,
    nameEncoding,
    parts: 0,
    tailBytes: 0,
    isWhole: false,
    createdAt: now,
    touchedAt: now,
    isFinished: false,
  };
}

/** Manages the records of tus and presigned uploads, and turns finished uploads into archives. */
@Injectable()
export class UploadsService {
  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(Uploads) private readonly uploads: Uploads,
    @Inject(ArchiveRecords) private readonly archives: ArchiveRecords,
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(ByteQuota) private readonly quota: ByteQuota,
  ) {}

  /** @throws SerenadeError `upload.not_found`, also for uploads of other owners */
  async get(caller: Caller, id: string, kind: UploadRecord['kind']): Promise<UploadRecord> {
    const record = owned(caller, await this.uploads.find(id));
    if (record?.kind !== kind) throw new SerenadeError('upload.not_found', `There is no upload ${id}.`);
    return record;
  }

  /**
   * Creates the archive of an upload whose parts are all in the store. It may be called again after a crash at any point.
   *
   * @param parts the number of parts
   * @throws SerenadeError `archive.*` if the upload is not an archive, which deletes it;
   * `quota.stored_bytes`, which keeps it until there is room
   */
  async finish(record: UploadRecord, parts: number): Promise<ArchiveRecord> {
    const { store, archives, uploads } = this;
    const made = await archives.find(record.id);
    if (made !== null) return made;
    const key = archiveKeys.source(record.id);
    await this.keepRoom(record, record.sizeBytes ?? 0);
    // A process that was killed here may have joined the parts already.
    const { size } = (await store.head(key)) ?? (await store.parts.complete(uploadKeys.parts(record), parts));
    const finished = { ...record, isFinished: true, touchedAt: new Date().toISOString() };
    try {
      const archive = await this.intake.admit({
        id: record.id,
        owner: record.owner,
        name: record.name,
        sizeBytes: size,
        sha256: await this.sha256Of(record, key),
        expectedSha256: record.sha256,
        wantedExpiry: record.wantedExpiry,
        nameEncoding: record.nameEncoding,
      });
      await uploads.save(finished);
      return archive;
    } catch (error) {
      if (error instanceof SerenadeError && error.code.startsWith('archive.')) await uploads.remove(finished);
      throw error;
    }
  }

  /** Claims the bytes of an upload until it expires. @throws SerenadeError `quota.stored_bytes` */
  async keepRoom({ id, owner }: Pick<UploadRecord, 'id' | 'owner'>, bytes: number): Promise<void> {
    await this.quota.claim(owner, id, bytes, this.env.UPLOAD_TTL_HOURS * 3_600_000);
  }

  /** Deletes an upload with its parts, and releases its room. */
  async remove(record: UploadRecord): Promise<void> {
    await this.uploads.remove(record);
    if (!record.isFinished) await this.quota.release(record.owner, record.id);
  }

  /** Returns the hash that was computed on arrival. Uploads that went directly to the bucket are read once. */
  private async sha256Of({ hashState }: UploadRecord, key: string): Promise<string> {
    if (hashState !== null) return (await RunningHash.from(hashState)).digest();
    const hash = createHash('sha256');
    for await (const piece of await this.store.stream(key)) hash.update(piece as Buffer);
    return hash.digest('hex');
  }
}
