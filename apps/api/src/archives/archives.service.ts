import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { FORMAT_HEAD_BYTES, detectFormat, explainFormat } from '#libs/archive';
import {
  newId,
  type ArchiveRecord,
  type ArchiveView,
  type PageQuery,
  type ReceiptView,
  type UploadArchiveQuery,
} from '#libs/contracts';
import { ByteQuota } from '#libs/runs';
import type { ApiEnvironment } from '#libs/runtime';
import { archiveKeys, type ObjectStore, type Page } from '#libs/storage';
import { ownedRecord, type Caller } from '../access/caller.js';
import { ArchiveRecords, viewOf, viewPage } from '../core/records.js';
import { ENVIRONMENT, STORE } from '../core/tokens.js';
import { storeBody } from '../http/store-body.js';
import { describeArchive } from './describe-contents.js';
import { IntakeService } from './intake.service.js';
import { RetentionService } from '../retention/retention.service.js';
import { tooLarge } from './refusals.js';

@Injectable()
export class ArchivesService {
  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(ArchiveRecords) private readonly archives: ArchiveRecords,
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(RetentionService) private readonly retention: RetentionService,
    @Inject(ByteQuota) private readonly quota: ByteQuota,
  ) {}

  /** Stores an archive. If the upload is not an archive, it is deleted before the error is thrown. */
  async upload(
    { owner }: Caller,
    body: Readable,
    { name, sha256, expiresAt, nameEncoding }: UploadArchiveQuery,
    announcedBytes: number | null,
  ): Promise<ArchiveView> {
    const { store, env } = this;
    if (announcedBytes !== null && announcedBytes > env.MAX_ARCHIVE_BYTES)
      throw tooLarge(env.MAX_ARCHIVE_BYTES);
    const id = newId('archive');
    using room = await this.quota.hold(owner, id, announcedBytes ?? 0);
    try {
      const { mostBytes } = room;
      const limits =
        mostBytes !== null && mostBytes < env.MAX_ARCHIVE_BYTES
          ? { maxBytes: mostBytes, tooLarge: () => this.quota.overflow(owner, mostBytes) }
          : { maxBytes: env.MAX_ARCHIVE_BYTES, tooLarge: () => tooLarge(env.MAX_ARCHIVE_BYTES) };
      const upload = await storeBody(store, archiveKeys.source(id), body, {
        ...limits,
        headBytes: FORMAT_HEAD_BYTES,
        refusal: (head) => (detectFormat(head) === null ? explainFormat(head) : null),
      });
      const wanted = { expectedSha256: sha256 ?? null, wantedExpiry: expiresAt, nameEncoding };
      const arrival = { id, owner, name, ...wanted, ...upload };
      return await describeArchive(store, await this.intake.admit(arrival));
    } catch (error) {
      await this.intake.discard({ id, owner });
      throw error;
    }
  }

  async list({ owner }: Caller, query: PageQuery): Promise<Page<ArchiveView>> {
    return viewPage(await this.archives.page({ ...query, owner }), viewOf);
  }

  /** @throws SerenadeError `archive.not_found` */
  async get(caller: Caller, id: string): Promise<ArchiveRecord> {
    return ownedRecord(caller, await this.archives.find(id), 'archive.not_found', id);
  }

  /** @throws SerenadeError `archive.not_found` */
  async describe(caller: Caller, id: string): Promise<ArchiveView> {
    return describeArchive(this.store, await this.get(caller, id));
  }

  /** Deletes an archive with its index and the features that no other archive uses. @throws SerenadeError `archive.in_use` */
  async delete(caller: Caller, id: string): Promise<ReceiptView> {
    return this.retention.removeArchive(caller, await this.get(caller, id));
  }
}
