import { createReadStream, createWriteStream } from 'node:fs';
import { link, open, readFile, rename, rm, stat, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SerenadeError } from '#libs/contracts';
import { readErrno, toFileError, toFolderError, toWriteError } from './file-errors.js';
import { falseIfTaken, nullIfMissing, objectMissing, throwAs } from './store-errors.js';
import { FileParts } from './file-parts.js';
import { walkKeys } from './file-walk.js';
import { makeFolder } from './make-folder.js';
import type { Allocate, ByteRange, ListOptions, ObjectStore, ObjectInfo } from './object-store.js';

const TEMPORARY = '.tmp';

/**
 * Stores objects as files in a folder. This is the default. Every write goes to a temporary file on the same file system,
 * is synced, and appears under its key by one rename or link, so a crash leaves no partial object.
 */
export class FileStore implements ObjectStore {
  readonly kind = 'file';
  readonly parts: FileParts;

  constructor(private readonly root: string) {
    this.parts = new FileParts(join(root, TEMPORARY, 'uploads'), async (file, key) => {
      await this.publish(file, key, false);
      return this.readInfo(key);
    });
  }

  async probe(): Promise<readonly string[]> {
    const probe = join(this.root, TEMPORARY, randomUUID());
    await makeFolder(dirname(probe)).catch(throwAs(toFolderError, this.root));
    await writeFile(probe, '').catch(throwAs(toWriteError, this.root));
    await rm(probe, { force: true });
    return [];
  }

  async head(key: string): Promise<ObjectInfo | null> {
    return this.readInfo(key).catch(nullIfMissing);
  }

  async get(key: string): Promise<Uint8Array> {
    return readFile(this.path(key)).catch(throwAs(toFileError, key));
  }

  async find(key: string): Promise<Uint8Array | null> {
    return this.get(key).catch(nullIfMissing);
  }

  async getRange(
    key: string,
    start: number,
    end: number,
    ifMatch?: string,
    allocate: Allocate = (bytes) => new Uint8Array(bytes),
  ): Promise<Uint8Array> {
    await using handle = await this.openForReading(key);
    const info = await handle.stat();
    if (ifMatch !== undefined && buildEtag(info) !== ifMatch) {
      const message = `The object ${key} has changed since it was indexed.`;
      throw new SerenadeError('archive.changed', message, { key });
    }
    const bytes = allocate(Math.max(0, Math.min(end, info.size) - start));
    await readFully(handle, bytes, start);
    return bytes;
  }

  async stream(key: string, range?: ByteRange): Promise<Readable> {
    const handle = await this.openForReading(key);
    if (range !== undefined && range.end <= range.start) {
      await handle.close();
      return Readable.from([]);
    }
    const part = range === undefined ? {} : { start: range.start, end: range.end - 1 };
    return createReadStream('', { fd: handle, highWaterMark: 256 * 1024, ...part });
  }

  link(): Promise<null> {
    return Promise.resolve(null);
  }

  async put(key: string, bytes: Uint8Array | string): Promise<ObjectInfo> {
    await this.write(key, (temporary) => writeInFolder(temporary, bytes), false);
    return this.readInfo(key);
  }

  async putIfAbsent(key: string, bytes: Uint8Array | string): Promise<boolean> {
    const writing = this.write(key, (temporary) => writeInFolder(temporary, bytes), true);
    return writing.then(() => true, falseIfTaken);
  }

  async putStream(key: string, body: Readable): Promise<ObjectInfo> {
    const writeStream = async (temporary: string): Promise<void> => {
      await makeFolder(dirname(temporary)).catch(throwAs(toFolderError, key));
      await pipeline(body, createWriteStream(temporary, { flush: true, highWaterMark: 1024 * 1024 }));
    };
    await this.write(key, writeStream, false);
    return this.readInfo(key);
  }

  async delete(key: string): Promise<void> {
    await rm(this.path(key), { force: true }).catch(throwAs(toFileError, key));
  }

  async deletePrefix(prefix: string): Promise<number> {
    let deleted = 0;
    for await (const { key } of this.list(prefix)) {
      await this.delete(key);
      deleted += 1;
    }
    if (prefix.endsWith('/')) await rm(this.path(prefix.slice(0, -1)), { recursive: true, force: true });
    return deleted;
  }

  async *list(prefix: string, options: ListOptions = {}): AsyncGenerator<ObjectInfo> {
    for await (const key of walkKeys(this.root, prefix)) {
      if (key.startsWith(`${TEMPORARY}/`)) continue;
      if (options.startAfter !== undefined && key <= options.startAfter) continue;
      const info = await this.head(key);
      if (info !== null) yield info;
    }
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  /** Returns the file of a key. Keys that keys.ts does not build are a defect and must not reach the file system. */
  private path(key: string): string {
    if (KEY.test(key)) return join(this.root, key);
    throw new SerenadeError('internal.error', 'An object key contains a character that is not allowed.', {
      key,
    });
  }

  /** Fills a temporary file, and publishes it under the key. */
  private async write(
    key: string,
    fill: (temporary: string) => Promise<void>,
    ifAbsent: boolean,
  ): Promise<void> {
    const temporary = join(this.root, TEMPORARY, randomUUID());
    try {
      await fill(temporary);
      await this.publish(temporary, key, ifAbsent);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one to report
      throw toWriteError(error, key);
    }
  }

  private async readInfo(key: string): Promise<ObjectInfo> {
    const found = await stat(this.path(key)).catch(throwAs(toFileError, key));
    if (!found.isFile()) throw objectMissing(key);
    return { key, size: found.size, etag: buildEtag(found) };
  }

  private async openForReading(key: string): Promise<FileHandle> {
    return open(this.path(key), 'r').catch(throwAs(toFileError, key));
  }

  /** Moves a temporary file to its key in one step. link() fails if the key exists; rename() replaces it. */
  private async publish(temporary: string, key: string, ifAbsent: boolean): Promise<void> {
    const path = this.path(key);
    const place = () => (ifAbsent ? link(temporary, path) : rename(temporary, path));
    await runInFolder(dirname(path), place);
    if (ifAbsent) await unlink(temporary);
  }
}

const KEY = /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*$/;

function buildEtag(info: { readonly ino: number; readonly size: number; readonly mtimeMs: number }): string {
  return `${info.ino.toString(36)}-${info.size.toString(36)}-${info.mtimeMs.toString(36)}`;
}

async function readFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, position + filled);
    if (bytesRead === 0)
      throw new SerenadeError('store.unavailable', 'A file of the store became shorter while it was read.');
    filled += bytesRead;
  }
}

async function writeInFolder(path: string, bytes: Uint8Array | string): Promise<void> {
  await runInFolder(dirname(path), () => writeFile(path, bytes, { flush: true }));
}

/** A write creates its folder up to this many times, because `deletePrefix()` may delete it in between. */
const FOLDER_ATTEMPTS = 3;

/** Runs an action that needs the folder. If the folder is missing, which is rare, it creates it and tries again. */
async function runInFolder(folder: string, act: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await act();
      return;
    } catch (error) {
      if (readErrno(error) !== 'ENOENT' || attempt === FOLDER_ATTEMPTS) throw error;
      await makeFolder(folder);
    }
  }
}
