import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { PART_BYTES, type ObjectStore } from './object-store.js';

/** Tests what every object store must do. `open` returns an empty store. */
export function testObjectStore(open: () => Promise<ObjectStore>): void {
  const keysOf = async (store: ObjectStore, prefix: string, startAfter?: string): Promise<string[]> => {
    const keys: string[] = [];
    const options = { pageSize: 2, ...(startAfter === undefined ? {} : { startAfter }) };
    for await (const { key } of store.list(prefix, options)) keys.push(key);
    return keys;
  };
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  describe('single objects', () => {
    it('reads back what was put', async () => {
      const store = await open();
      const info = await store.put('a/b.json', 'hello');
      expect(info).toMatchObject({ key: 'a/b.json', size: 5 });
      expect(text(await store.get('a/b.json'))).toBe('hello');
      expect(await store.head('a/b.json')).toEqual(info);
    });

    it('returns null from head and throws object_missing from reads of a missing key', async () => {
      const store = await open();
      expect(await store.head('none')).toBeNull();
      await expect(store.get('none')).rejects.toMatchObject({ code: 'store.object_missing' });
      await expect(store.getRange('none', 0, 1)).rejects.toMatchObject({ code: 'store.object_missing' });
      await expect(store.stream('none')).rejects.toMatchObject({ code: 'store.object_missing' });
    });

    it('finds the bytes of an object, and null for a missing key', async () => {
      const store = await open();
      await store.put('found/here', 'hello');
      expect(text((await store.find('found/here'))!)).toBe('hello');
      expect(await store.find('none')).toBeNull();
      expect(await store.find('found')).toBeNull(); // only a prefix of other keys
    });

    it('shortens a range at the end of the object', async () => {
      const store = await open();
      await store.put('range', '0123456789');
      expect(text(await store.getRange('range', 2, 5))).toBe('234');
      expect(text(await store.getRange('range', 8, 20))).toBe('89');
      expect(await store.getRange('range', 4, 4)).toHaveLength(0);
    });

    it('reads a range into memory of the caller', async () => {
      const store = await open();
      await store.put('range', '0123456789');
      const memory = new Uint8Array(16).fill(0x2e);
      const read = await store.getRange('range', 7, 20, undefined, (bytes) => memory.subarray(1, 1 + bytes));
      expect(text(read)).toBe('789');
      expect(text(memory)).toBe('.789............');
    });

    it('streams a range', async () => {
      const store = await open();
      await store.put('range', '0123456789');
      const read = async (start: number, end: number) =>
        Buffer.concat(await (await store.stream('range', { start, end })).toArray()).toString();
      expect(await Promise.all([read(2, 5), read(0, 10), read(9, 10), read(4, 4)])).toEqual([
        '234',
        '0123456789',
        '9',
        '',
      ]);
    });

    it('returns a link that serves ranges without credentials, or null', async () => {
      const store = await open();
      await store.put('linked/a.csv', '0123456789');
      const link = await store.link('linked/a.csv', { expiresSeconds: 60, fileName: 'scores.csv' });
      expect(link === null).toBe(store.kind === 'file');
      if (link === null) return;
      const answer = await fetch(link, { headers: { range: 'bytes=2-4' } });
      expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
        206,
        '234',
        'bytes 2-4/10',
      ]);
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="scores.csv"');
      expect((await fetch(link.replace('a.csv', 'b.csv'))).status).toBe(403);
    });

    it('refuses a range of an object that changed', async () => {
      const store = await open();
      const { etag } = await store.put('changing', 'first');
      await store.put('changing', 'second version');
      await expect(store.getRange('changing', 0, 3, etag)).rejects.toMatchObject({ code: 'archive.changed' });
    });

    it('creates a missing object for exactly one of several racing callers', async () => {
      const store = await open();
      const rivals = Array.from({ length: 8 }, (_, n) => store.putIfAbsent('once', `rival ${n}`));
      const results = await Promise.all(rivals);
      const winners = results.flatMap((isCreated, n) => (isCreated ? [n] : []));
      expect(winners).toHaveLength(1);
      expect(text(await store.get('once'))).toBe(`rival ${winners[0]}`);
    });

    it('does not change an existing object in putIfAbsent', async () => {
      const store = await open();
      const info = await store.put('kept', 'first');
      expect(await store.putIfAbsent('kept', 'second')).toBe(false);
      expect(text(await store.get('kept'))).toBe('first');
      expect(await store.head('kept')).toEqual(info);
    });

    it('replaces all bytes of an object', async () => {
      const store = await open();
      await store.put('same', 'a much longer first version');
      await store.put('same', 'short');
      expect(text(await store.get('same'))).toBe('short');
    });

    it('deletes an object, and accepts the deletion of a missing key', async () => {
      const store = await open();
      await store.put('gone', 'x');
      await store.delete('gone');
      await store.delete('gone');
      expect(await store.head('gone')).toBeNull();
    });
  });

  describe('streams', () => {
    it('writes and reads a stream of several parts unchanged', async () => {
      const store = await open();
      const bytes = randomBytes(2 * PART_BYTES + 12_345);
      const pieces = Array.from({ length: Math.ceil(bytes.length / 100_000) }, (_, n) =>
        bytes.subarray(n * 100_000, (n + 1) * 100_000),
      );
      expect(await store.putStream('big', Readable.from(pieces))).toMatchObject({ size: bytes.length });
      const read: Buffer[] = [];
      for await (const piece of await store.stream('big')) read.push(piece as Buffer);
      expect(Buffer.concat(read).equals(bytes)).toBe(true);
    });

    it('writes all of a stream that reports a wrong size', async () => {
      const store = await open();
      const body = Object.assign(Readable.from([Buffer.from('all of it')]), { size: 0, path: '/nowhere' });
      expect(await store.putStream('sized', body)).toMatchObject({ size: 9 });
    });

    it('writes an empty stream as an empty object', async () => {
      const store = await open();
      expect(await store.putStream('empty', Readable.from([]))).toMatchObject({ size: 0 });
    });

    it('leaves nothing behind if the source fails', async () => {
      const store = await open();
      const broken = Readable.from(
        (function* () {
          yield randomBytes(PART_BYTES + 10);
          throw new Error('the client went away');
        })(),
      );
      await expect(store.putStream('half', broken)).rejects.toThrow('the client went away');
      expect(await store.head('half')).toBeNull();
      expect(await keysOf(store, '')).toEqual([]);
    });
  });

  describe('objects in parts', () => {
    const part = (n: number, bytes = PART_BYTES) => Buffer.alloc(bytes, n);

    it('joins parts sent in any order, uses the last version of each, and shows nothing before', async () => {
      const store = await open();
      const upload = await store.parts.begin('in-parts');
      await store.parts.put(upload, 2, part(9));
      await store.parts.put(upload, 1, part(1));
      await store.parts.put(upload, 3, part(3, 1000));
      await store.parts.put(upload, 2, part(2));
      expect(await store.head('in-parts')).toBeNull();
      expect(await keysOf(store, '')).toEqual([]);
      const sizes = (await store.parts.list(upload)).map(({ number, size }) => [number, size]);
      expect(sizes).toEqual([
        [1, PART_BYTES],
        [2, PART_BYTES],
        [3, 1000],
      ]);
      const info = await store.parts.complete(upload, 3);
      expect(info).toMatchObject({ key: 'in-parts', size: 2 * PART_BYTES + 1000 });
      expect(await store.head('in-parts')).toEqual(info);
      const bytes = await store.get('in-parts');
      expect(Buffer.concat([part(1), part(2), part(3, 1000)]).equals(bytes)).toBe(true);
      await expect(store.parts.put(upload, 1, part(1))).rejects.toMatchObject({ code: 'upload.not_found' });
    });

    it('leaves nothing of an aborted upload', async () => {
      const store = await open();
      const upload = await store.parts.begin('given-up');
      await store.parts.put(upload, 1, part(1));
      await store.parts.abort(upload);
      await store.parts.abort(upload);
      await expect(store.parts.list(upload)).rejects.toMatchObject({ code: 'upload.not_found' });
      expect(await store.head('given-up')).toBeNull();
    });
  });

  describe('listing', () => {
    it('lists a prefix in byte order and resumes after a key', async () => {
      const store = await open();
      for (const key of ['p/b', 'p/a/z', 'p/a.json', 'p/c/1', 'q/x', 'p/C']) await store.put(key, key);
      expect(await keysOf(store, 'p/')).toEqual(['p/C', 'p/a.json', 'p/a/z', 'p/b', 'p/c/1']);
      expect(await keysOf(store, 'p/', 'p/a.json')).toEqual(['p/a/z', 'p/b', 'p/c/1']);
      expect(await keysOf(store, 'p/a')).toEqual(['p/a.json', 'p/a/z']);
      expect(await keysOf(store, 'none/')).toEqual([]);
    });

    it('deletes the objects of a prefix and no others', async () => {
      const store = await open();
      for (const key of ['d/1', 'd/2/3', 'd2', 'e/1']) await store.put(key, key);
      expect(await store.deletePrefix('d/')).toBe(2);
      expect(await keysOf(store, '')).toEqual(['d2', 'e/1']);
    });
  });
}
