import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileStore } from './file-store.js';
import { makeFolder } from './make-folder.js';

describe('makeFolder', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'serenade-folder-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('creates a folder and its parents, also for simultaneous and repeated calls', async () => {
    const path = join(root, 'a', 'b', 'c');
    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(root, 'a', 'd'))]);
    await makeFolder(path);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it('fails if a file has the name of the folder', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(root, 'file', 'in'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.runIf(process.platform === 'linux')(
    'comes to an end below /proc, and so does a store there',
    async () => {
      await expect(makeFolder('/proc/none/deeper')).rejects.toMatchObject({ code: 'ENOENT' });
      await expect(new FileStore('/proc/none').probe()).rejects.toMatchObject({ code: 'store.unavailable' });
    },
  );
});
