import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileStore } from './file-store.js';
import { RangeSource } from './range-source.js';

async function open() {
  const folder = await mkdtemp(join(tmpdir(), 'serenade-range-'));
  return {
    store: new FileStore(folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

describe('RangeSource', () => {
  it('reads ranges of the object and knows its size', async () => {
    await using opened = await open();
    await opened.store.put('archive', '0123456789');
    const source = await RangeSource.open(opened.store, 'archive');
    expect(source.size).toBe(10);
    expect(Buffer.from(await source.read(3, 6)).toString()).toBe('345');
  });

  it('refuses to read an object that was replaced by one of the same size', async () => {
    await using opened = await open();
    await opened.store.put('archive', '0123456789');
    const source = await RangeSource.open(opened.store, 'archive');
    await opened.store.put('archive', '9876543210');
    await expect(source.read(0, 1)).rejects.toMatchObject({ code: 'archive.changed' });
  });

  it('cannot be opened for a missing object', async () => {
    await using opened = await open();
    await expect(RangeSource.open(opened.store, 'none')).rejects.toMatchObject({
      code: 'store.object_missing',
    });
  });
});
