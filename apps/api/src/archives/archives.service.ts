import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { clipsOf, openZip, readDirectory } from '#libs/archive';
import {
  SerenadeError,
  newId,
  type ArchiveRecord,
  type ArchiveView,
  type PageQuery,
  type UploadArchiveQuery,
} from '#libs/contracts';
import { RangeSource, archiveKeys, type Page } from '#libs/storage';
import { owned, type Caller } from '../access/caller.js';
import { Platform } from '../platform.js';
import { storeUpload, tooLarge } from './store-upload.js';

@Injectable()
export class ArchivesService {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  /** Stores an archive; what turns out not to be one is deleted again before the error is told. */
  async upload(
    caller: Caller,
    body: Readable,
    query: UploadArchiveQuery,
    announcedBytes: number | null,
  ): Promise<ArchiveView> {
    const { store, env, archives } = this.platform;
    if (announcedBytes !== null && announcedBytes > env.MAX_ARCHIVE_BYTES)
      throw tooLarge(env.MAX_ARCHIVE_BYTES);
    const id = newId('archive');
    const key = archiveKeys.source(id);
    try {
      const upload = await storeUpload(store, key, body, env.MAX_ARCHIVE_BYTES);
      if (query.sha256 !== undefined && query.sha256 !== upload.sha256)
        throw mismatch(query.sha256, upload.sha256);
      const entries = await countEntries(await RangeSource.open(store, key));
      const createdAt = new Date().toISOString();
      const record: ArchiveRecord = {
        v: 1,
        id,
        owner: caller.owner,
        name: query.name,
        format: 'zip',
        ...upload,
        entries,
        createdAt,
      };
      await archives.save(record);
      return viewOf(record);
    } catch (error) {
      await store.delete(key).catch((failure: unknown) => {
        this.platform.logger.error({ err: failure, key }, 'a refused upload could not be deleted');
      });
      throw error;
    }
  }

  async list({ owner }: Caller, query: PageQuery): Promise<Page<ArchiveView>> {
    const { items, nextCursor } = await this.platform.archives.page({ ...query, owner });
    return { items: items.map(viewOf), nextCursor };
  }

  /** @throws SerenadeError `archive.not_found` */
  async get(caller: Caller, id: string): Promise<ArchiveRecord> {
    const record = owned(caller, await this.platform.archives.find(id));
    if (record === null)
      throw new SerenadeError('archive.not_found', `There is no archive ${id}.`, { archiveId: id });
    return record;
  }

  /** Deletes bytes, index and record. @throws SerenadeError `archive.in_use` while a run needs them */
  async delete(caller: Caller, id: string): Promise<void> {
    const record = await this.get(caller, id);
    const users = await this.platform.ledger.live.usersOf(id);
    if (users.length > 0) {
      const message = `${users.length === 1 ? 'A run needs' : `${users.length} runs need`} the archive; cancel or await ${users.slice(0, 3).join(', ')}.`;
      throw new SerenadeError('archive.in_use', message, { runs: users });
    }
    await this.platform.archives.delete(record); // first, so that nobody finds an archive without its bytes
    await this.platform.store.deletePrefix(archiveKeys.prefix(id));
  }
}

export function viewOf({ v: _version, ...view }: ArchiveRecord): ArchiveView {
  return view;
}

/** Entries of a zip that holds a clip; the directory is read as far as the first one. */
async function countEntries(source: RangeSource): Promise<number> {
  const directory = await openZip(source);
  for await (const _page of clipsOf(readDirectory(source, directory), directory)) return directory.entries;
  throw new SerenadeError(
    'archive.empty',
    'The zip file holds no audio file; clips end in .wav, .mp3, .flac and so on.',
  );
}

function mismatch(expected: string, actual: string): SerenadeError {
  return new SerenadeError(
    'archive.checksum_mismatch',
    `The bytes that arrived hash to ${actual}, not ${expected}; send them again.`,
  );
}
