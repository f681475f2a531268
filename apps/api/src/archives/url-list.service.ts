import { Inject, Injectable } from '@nestjs/common';
import { newId, sha256Hex, type ArchiveFromUrls, type ArchiveRecord, type UrlLine } from '#libs/contracts';
import { ByteQuota } from '#libs/runs';
import { archiveKeys, type ObjectStore } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { STORE } from '../core/tokens.js';
import { IntakeService } from './intake.service.js';

/** Creates archives of URLs. A feature worker fetches the URLs when it indexes the archive. */
@Injectable()
export class UrlListService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(ByteQuota) private readonly quota: ByteQuota,
  ) {}

  /** @throws SerenadeError `quota.stored_bytes` for the list; the clips do not count */
  async take({ owner }: Caller, request: ArchiveFromUrls): Promise<ArchiveRecord> {
    const lines = request.clips.map(lineOf);
    const list = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const id = newId('archive');
    await this.quota.claim(owner, id, list.length);
    await this.store.put(archiveKeys.source(id), list, { contentType: 'application/x-ndjson' });
    const contents = { sizeBytes: list.length, sha256: sha256Hex(list), entries: lines.length };
    return this.intake.record(
      { id, owner, name: request.name, format: 'urls', ...contents },
      request.expiresAt,
    );
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
