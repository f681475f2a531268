import { Inject, Injectable } from '@nestjs/common';
import { newId, sha256Hex, type ArchiveFromUrls, type ArchiveRecord, type UrlLine } from '#libs/contracts';
import { ByteQuota, noteExpiry } from '#libs/runs';
import { archiveKeys, type ObjectStore } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { ArchiveRecords } from '../core/records.js';
import { STORE } from '../core/tokens.js';
import { RetentionService } from '../retention/retention.service.js';

/** Creates archives of URLs. A feature worker fetches the URLs when it indexes the archive. */
@Injectable()
export class UrlListService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(ArchiveRecords) private readonly archives: ArchiveRecords,
    @Inject(RetentionService) private readonly retention: RetentionService,
    @Inject(ByteQuota) private readonly quota: ByteQuota,
  ) {}

  /** @throws SerenadeError `quota.stored_bytes` for the list; the clips do not count */
  async take({ owner }: Caller, request: ArchiveFromUrls): Promise<ArchiveRecord> {
    const lines = request.clips.map(lineOf);
    const list = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const record: ArchiveRecord = {
      v: 1,
      id: newId('archive'),
      owner,
      name: request.name,
      format: 'urls',
      sizeBytes: list.length,
      sha256: sha256Hex(list),
      entries: lines.length,
      createdAt: new Date().toISOString(),
      expiresAt: this.retention.expiryOf('archive', request.expiresAt),
    };
    const { store, archives } = this;
    await this.quota.claim(owner, record.id, record.sizeBytes);
    await store.put(archiveKeys.source(record.id), list, { contentType: 'application/x-ndjson' });
    await noteExpiry(store, record);
    await archives.save(record);
    return record;
  }
}

/** Names a clip without a name after host and path. Queries often contain a signature, and URLs a password. */
function lineOf(clip: ArchiveFromUrls['clips'][number]): UrlLine {
  if (typeof clip !== 'string')
    return clip.name === undefined ? lineOf(clip.url) : { url: clip.url, name: clip.name };
  const { host, pathname } = new URL(clip);
  return { url: clip, name: `${host}${decodePath(pathname)}` };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
