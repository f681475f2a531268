import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FileStore } from './file-store.js';
import { objectStoreContract } from './object-store.contract.js';

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
  objectStoreContract(open);

  it.each(['../up', 'a/../b', '/root', 'a//b', 'a/./b', 'with space', 'nul\0', ''])(
    'refuses the key %j before it reaches the file system',
    async (key) => {
      const store = await open();
      await expect(store.put(key, 'x')).rejects.toMatchObject({ code: 'internal.error' });
    },
  );

  it('keeps no temporary file after a put', async () => {
    const store = await open();
    await store.put('key', 'x');
    expect(await readdir(join(folders.at(-1)!, '.tmp'))).toEqual([]);
  });
});
