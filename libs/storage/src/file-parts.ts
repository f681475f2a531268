import { randomUUID } from 'node:crypto';
import { open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SerenadeError } from '#libs/contracts';
import { readErrno, toWriteError } from './file-errors.js';
import { throwAs, uploadNotFound } from './store-errors.js';
import { makeFolder } from './make-folder.js';
import {
  PART_BYTES,
  type ObjectInfo,
  type PartUpload,
  type PartUploads,
  type StoredPart,
} from './object-store.js';

const DATA = 'data';

/**
 * Stores the parts of an upload in one file, which becomes the object by one rename. An additional file per part marks
 * the part as complete, so one process can list the parts that another one wrote.
 */
export class FileParts implements PartUploads {
  constructor(
    /** The folder of incomplete uploads, on the file system of the objects. */
    private readonly folder: string,
    private readonly publish: (file: string, key: string) => Promise<ObjectInfo>,
  ) {}

  async begin(key: string): Promise<PartUpload> {
    const uploadId = randomUUID();
    try {
      await makeFolder(join(this.folder, uploadId));
      await writeFile(join(this.folder, uploadId, DATA), '');
    } catch (error) {
      throw toWriteError(error, key);
    }
    return { key, uploadId };
  }

  async put(upload: PartUpload, number: number, bytes: Uint8Array): Promise<void> {
    try {
      await using file = await open(this.path(upload, DATA), 'r+');
      await file.write(bytes, 0, bytes.length, (number - 1) * PART_BYTES);
      await file.sync();
      await writeFile(this.path(upload, `${number}`), '', { flush: true });
    } catch (error) {
      throw toPartError(error, upload.key);
    }
  }

  async list(upload: PartUpload): Promise<StoredPart[]> {
    const names = await readdir(this.path(upload, '')).catch(throwAs(toPartError, upload.key));
    const { size: end } = await stat(this.path(upload, DATA));
    return names
      .filter((name) => name !== DATA)
      .map(Number)
      .sort((a, b) => a - b)
      .map((number) => {
        const size = Math.min(PART_BYTES, end - (number - 1) * PART_BYTES);
        return { number, size, etag: `${number}-${size}` };
      });
  }

  async complete(upload: PartUpload, parts: number): Promise<ObjectInfo> {
    const stored = await this.list(upload);
    if (stored.length < parts)
      throw new SerenadeError(
        'upload.incomplete',
        'Parts of this upload are missing. Send them and complete it again.',
      );
    const info = await this.publish(this.path(upload, DATA), upload.key);
    await this.abort(upload);
    return info;
  }

  async abort(upload: PartUpload): Promise<void> {
    await rm(this.path(upload, ''), { recursive: true, force: true });
  }

  link(): Promise<null> {
    return Promise.resolve(null);
  }

  private path({ uploadId }: PartUpload, name: string): string {
    return join(this.folder, uploadId, name);
  }
}

function toPartError(error: unknown, key: string): unknown {
  return readErrno(error) === 'ENOENT' ? uploadNotFound(key, error) : toWriteError(error, key);
}
