import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { FileStore } from './file-store.js';
import { testObjectStore } from './object-store.contract.js';

const folders: string[] = [];

async function open(): Promise<FileStore> {
  const folder = await mkdtemp(join(tmpdir(), 'serenade-store-'));
  folders.push(folder);
  return new FileStore(folder);
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

describe('FileStore', () => {
  testObjectStore(open);

  it.each(['../up', 'a/../b', '/root', 'a//b', 'a/./b', 'with space', 'nul\0', ''])(
    'refuses the key %j before it reaches the file system',
    async (key) => {
      const store = await open();
      await expect(store.put(key, 'x')).rejects.toMatchObject({ code: 'internal.error' });
    },
  );

  it('reports that the store is unavailable if its folder is a file', async () => {
    const outer = await open();
    await outer.put('file', 'x');
    const store = new FileStore(join(folders.at(-1)!, 'file'));
    const unavailable = { code: 'store.unavailable' };
    await expect(store.probe()).rejects.toMatchObject(unavailable);
    await expect(store.put('key', 'x')).rejects.toMatchObject(unavailable);
    await expect(store.putStream('key', Readable.from(['x']))).rejects.toMatchObject(unavailable);
  });

  // The kernel refuses to create a file there, even for root, like a disk that rejects writes.
  it.skipIf(!existsSync('/sys/kernel'))(
    'reports that the store is unavailable if a stream cannot be written',
    async () => {
      const store = await open();
      await symlink('/sys/kernel', join(folders.at(-1)!, '.tmp'));
      const writing = store.putStream('key', Readable.from(['x'.repeat(1000)]));
      await expect(writing).rejects.toMatchObject({ code: 'store.unavailable', retryable: true });
      await expect(store.put('key', 'x')).rejects.toMatchObject({ code: 'store.unavailable' });
    },
  );

  it('keeps no temporary file after a put', async () => {
    const store = await open();
    await store.put('key', 'x');
    expect(await readdir(join(folders.at(-1)!, '.tmp'))).toEqual([]);
  });
});
