import { Inject, Injectable } from '@nestjs/common';
import {
  MOST_PARTS,
  SerenadeError,
  newId,
  type ArchiveRecord,
  type CreateMultipartUpload,
  type MultipartUploadView,
  type SignedParts,
  type StoredParts,
  type UploadRecord,
} from '#libs/contracts';
import type { ApiEnvironment } from '#libs/runtime';
import { Uploads, archiveKeys, uploadKeys, type ObjectStore } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { tooLarge } from '../archives/refusals.js';
import { ArchiveRecords } from '../core/records.js';
import { ENVIRONMENT, STORE } from '../core/tokens.js';
import { UploadsService, newUpload } from './uploads.service.js';

const DEFAULT_PART_BYTES = 64 * 1024 ** 2;
const LINK_SECONDS = 3600;
const MOST_MISSING_LISTED = 1000;

/** Manages uploads that go directly to the bucket. The API only signs links, lists parts and joins them. */
@Injectable()
export class MultipartService {
  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(Uploads) private readonly records: Uploads,
    @Inject(ArchiveRecords) private readonly archives: ArchiveRecords,
    @Inject(UploadsService) private readonly uploads: UploadsService,
  ) {}

  /** @throws SerenadeError `upload.no_links`, `archive.too_large`, `quota.stored_bytes`, `request.invalid` for too many parts */
  async create({ owner }: Caller, request: CreateMultipartUpload): Promise<MultipartUploadView> {
    const { store, env } = this;
    const { sizeBytes } = request;
    if (store.kind !== 's3') throw needsS3();
    if (sizeBytes > env.MAX_ARCHIVE_BYTES) throw tooLarge(env.MAX_ARCHIVE_BYTES);
    const partBytes = request.partBytes ?? Math.max(DEFAULT_PART_BYTES, Math.ceil(sizeBytes / MOST_PARTS));
    if (sizeBytes > partBytes * MOST_PARTS) {
      throw new SerenadeError(
        'request.invalid',
        `partBytes: the upload would have more than ${MOST_PARTS} parts. Choose larger parts.`,
      );
    }
    const id = newId('archive');
    await this.uploads.keepRoom({ id, owner }, sizeBytes);
    const { uploadId } = await store.parts.begin(archiveKeys.source(id));
    const record = newUpload(
      {
        id,
        owner,
        kind: 'multipart',
        sizeBytes,
        metadata: {},
        partBytes,
        partsId: uploadId,
        hashState: null,
      },
      request,
    );
    await this.records.save(record);
    return this.viewOf(record);
  }

  async get(caller: Caller, id: string): Promise<MultipartUploadView> {
    return this.viewOf(await this.uploads.get(caller, id, 'multipart'));
  }

  /** Signs links that are valid for an hour. Requesting links keeps the upload from expiring. */
  async sign(caller: Caller, id: string, parts: readonly number[]): Promise<SignedParts> {
    const record = await this.uploads.get(caller, id, 'multipart');
    const beyond = parts.find((part) => part > countParts(record));
    if (beyond !== undefined)
      throw new SerenadeError('request.invalid', `parts: the upload has no part ${beyond}.`);
    await this.uploads.keepRoom(record, record.sizeBytes ?? 0);
    const upload = uploadKeys.parts(record);
    const signed = await Promise.all(
      parts.map(async (part) => {
        const url = await this.store.parts.link(upload, part, LINK_SECONDS);
        if (url === null) throw needsS3();
        return { part, url };
      }),
    );
    await this.records.save({ ...record, touchedAt: new Date().toISOString() });
    return { parts: signed, expiresAt: new Date(Date.now() + LINK_SECONDS * 1000).toISOString() };
  }

  async list(caller: Caller, id: string): Promise<StoredParts> {
    const record = await this.uploads.get(caller, id, 'multipart');
    const stored = await this.store.parts.list(uploadKeys.parts(record));
    return {
      parts: stored.map(({ number, size, etag }) => ({ part: number, sizeBytes: size, etag })),
      missing: listMissing(record, stored).slice(0, MOST_MISSING_LISTED),
    };
  }

  /** @throws SerenadeError `upload.incomplete` while parts are missing; `archive.*` if the upload is not an archive */
  async complete(caller: Caller, id: string): Promise<ArchiveRecord> {
    const record = await this.uploads.get(caller, id, 'multipart');
    const { store, archives } = this;
    const isJoined =
      (await archives.find(id)) !== null || (await store.head(archiveKeys.source(id))) !== null;
    if (!isJoined) {
      const missing = listMissing(record, await store.parts.list(uploadKeys.parts(record)));
      if (missing.length > 0) {
        throw new SerenadeError(
          'upload.incomplete',
          `${missing.length} of ${countParts(record)} parts are missing or have the wrong size, first ${missing.slice(0, 5).join(', ')}.`,
        );
      }
    }
    return this.uploads.finish(record, countParts(record));
  }

  async abort(caller: Caller, id: string): Promise<void> {
    await this.uploads.remove(await this.uploads.get(caller, id, 'multipart'));
  }

  private viewOf(record: UploadRecord): MultipartUploadView {
    const { id, name, sizeBytes, partBytes, touchedAt } = record;
    const expiresMs = Date.parse(touchedAt) + this.env.UPLOAD_TTL_HOURS * 3_600_000;
    const expiresAt = new Date(expiresMs).toISOString();
    return { id, name, sizeBytes: sizeBytes ?? 0, partBytes, parts: countParts(record), expiresAt };
  }
}

function countParts({ sizeBytes, partBytes }: UploadRecord): number {
  return Math.ceil((sizeBytes ?? 0) / partBytes);
}

/** Lists the parts that are missing or have the wrong size. */
function listMissing(
  record: UploadRecord,
  stored: readonly { readonly number: number; readonly size: number }[],
): number[] {
  const sizes = new Map(stored.map(({ number, size }) => [number, size]));
  const { sizeBytes, partBytes } = record;
  const missing: number[] = [];
  for (let part = 1; part <= countParts(record); part++) {
    const expected = Math.min(partBytes, (sizeBytes ?? 0) - (part - 1) * partBytes);
    if (sizes.get(part) !== expected) missing.push(part);
  }
  return missing;
}

function needsS3(): SerenadeError {
  return new SerenadeError(
    'upload.no_links',
    'This server stores objects in files, which have no presigned links. Use POST /v1/archives, or tus at /v1/uploads.',
  );
}
