import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError, type ArchiveRecord, type UploadRecord } from '#libs/contracts';
import { ByteQuota } from '#libs/runs';
import type { ApiEnvironment } from '#libs/runtime';
import { Uploads, archiveKeys, uploadKeys, type ObjectStore } from '#libs/storage';
import { owned, type Caller } from '../access/caller.js';
import { IntakeService } from '../archives/intake.service.js';
import { ArchiveRecords } from '../core/records.js';
import { ENVIRONMENT, STORE } from '../core/tokens.js';
import { RunningHash } from './running-hash.js';

/** What tus and presigned uploads have in common: their records, and how an archive comes of them. */
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

  /** @throws SerenadeError `upload.not_found`, also for what is somebody else's */
  async get(caller: Caller, id: string, kind: UploadRecord['kind']): Promise<UploadRecord> {
    const record = owned(caller, await this.uploads.find(id));
    if (record?.kind !== kind) throw new SerenadeError('upload.not_found', `There is no upload ${id}.`);
    return record;
  }

  /**
   * Makes the archive of an upload of which all parts are in the store. May be called again after a crash at any point.
   *
   * @param parts how many there are
   * @throws SerenadeError `archive.*` when what arrived is none; then nothing is left of the upload.
   * `quota.stored_bytes`: then everything is, for when there is room
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
      });
      await uploads.save(finished);
      return archive;
    } catch (error) {
      if (error instanceof SerenadeError && error.code.startsWith('archive.')) await uploads.remove(finished);
      throw error;
    }
  }

  /**
   * Claims what an upload announced, or has stored, until it is given up for lost.
   * @throws SerenadeError `quota.stored_bytes`
   */
  async keepRoom({ id, owner }: Pick<UploadRecord, 'id' | 'owner'>, bytes: number): Promise<void> {
    await this.quota.claim(owner, id, bytes, this.env.UPLOAD_TTL_HOURS * 3_600_000);
  }

  /** Gives an upload up, with its parts and its room. */
  async remove(record: UploadRecord): Promise<void> {
    await this.uploads.remove(record);
    if (!record.isFinished) await this.quota.release(record.owner, record.id);
  }

  /** As it was kept while the bytes came; what went straight to the store is read once. */
  private async sha256Of({ hashState }: UploadRecord, key: string): Promise<string> {
    if (hashState !== null) return (await RunningHash.from(hashState)).digest();
    const hash = createHash('sha256');
    for await (const piece of await this.store.stream(key)) hash.update(piece as Buffer);
    return hash.digest('hex');
  }
}
