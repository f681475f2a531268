import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readDirectory } from './directory.js';
import { openZip } from './end-record.js';
import { BytesSource, collect, entriesOf } from './testing/read-all.js';
import { craftedZip, extraFieldOf } from './testing/crafted-zip.js';
import { yazlZip } from './testing/yazl-zip.js';

const UTF8 = 1 << 11;
const nameOf = async (entry: Parameters<typeof craftedZip>[0][number]) =>
  (await entriesOf(craftedZip([entry])))[0];

describe('readDirectory', () => {
  it('returns the fields of each entry', async () => {
    const bytes = Buffer.from('a clip '.repeat(100));
    const [stored, deflated] = await entriesOf(
      await yazlZip([
        { name: 'one/a.wav', bytes },
        { name: 'b.wav', bytes, deflate: true },
      ]),
    );
    expect(stored).toMatchObject({ name: 'one/a.wav', offset: 0, size: 700, compressedSize: 700, method: 0 });
    expect(deflated).toMatchObject({ name: 'b.wav', size: 700, method: 8, crc32: crc32(bytes) });
    expect(deflated?.compressedSize).toBeLessThan(100);
  });

  it('reads sizes and offset from the zip64 field', async () => {
    const bytes = Buffer.from('clip');
    const entries = await entriesOf(
      await yazlZip(
        [
          { name: 'a.wav', bytes },
          { name: 'b.wav', bytes },
        ],
        { zip64: true },
      ),
    );
    expect(entries).toMatchObject([
      { offset: 0, size: 4, compressedSize: 4 },
      { offset: 39, size: 4, compressedSize: 4 },
    ]);
  });

  it('reads a directory larger than a block, block by block', async () => {
    const entries = Array.from({ length: 5000 }, (_, index) => ({
      name: `${'long-'.repeat(20)}${index}.wav`,
      bytes: Buffer.alloc(0),
    }));
    const source = new BytesSource(craftedZip(entries));
    const info = await openZip(source);
    const names: string[] = [];
    for await (const page of readDirectory(source, info, { readBytes: 1 }))
      names.push(...page.map(({ name }) => name));
    expect(names).toEqual(entries.map(({ name }) => name));
    expect(source.largestRead).toBe(256 * 1024);
  });

  it('decodes names by flag, Unicode path field, host and code page 437', async () => {
    expect(await nameOf({ name: 'zürich.wav', flags: UTF8 })).toMatchObject({ name: 'zürich.wav' });
    const cp437 = Buffer.from([0x7a, 0x81, 0x72, 0x69, 0x63, 0x68, 0xe1, 0x2e, 0x77, 0x61, 0x76]);
    expect(await nameOf({ name: cp437 })).toMatchObject({ name: 'zürichß.wav', nameIsValid: true });
    expect(await nameOf({ name: 'zürich.wav', madeBy: 3 << 8 })).toMatchObject({ name: 'zürich.wav' });
    expect(await nameOf({ name: cp437, madeBy: 3 << 8 })).toMatchObject({ name: 'zürichß.wav' });

    const path = (crc: number): Buffer => {
      const head = Buffer.from([1, 0, 0, 0, 0]);
      head.writeUInt32LE(crc, 1);
      return extraFieldOf(0x7075, Buffer.concat([head, Buffer.from('Zürich 音.wav')]));
    };
    expect(await nameOf({ name: cp437, extra: path(crc32(cp437)) })).toMatchObject({ name: 'Zürich 音.wav' });
    expect(await nameOf({ name: cp437, extra: path(1) })).toMatchObject({ name: 'zürichß.wav' });
  });

  it('marks a name whose UTF-8 flag is wrong', async () => {
    const name = Buffer.from([0x61, 0xff, 0x2e, 0x77, 0x61, 0x76]);
    expect(await nameOf({ name, flags: UTF8 })).toMatchObject({ nameIsValid: false });
  });

  it('replaces backslashes of DOS archives with slashes', async () => {
    expect(await nameOf({ name: 'angry\\s1.wav' })).toMatchObject({ name: 'angry/s1.wav' });
    expect(await nameOf({ name: 'angry\\s1.wav', madeBy: 3 << 8 })).toMatchObject({ name: 'angry\\s1.wav' });
  });

  it('recognizes folders, links and encrypted entries', async () => {
    const entries = await entriesOf(
      craftedZip([
        { name: 'folder/' },
        { name: 'link.wav', externalAttributes: (0o120777 << 16) >>> 0 },
        { name: 'secret.wav', flags: 1 },
      ]),
    );
    expect(entries).toMatchObject([{ isDirectory: true }, { isSymlink: true }, { isEncrypted: true }]);
  });

  it.each([
    ['fewer entries than the directory holds', { entries: 1 }],
    ['more entries than the directory holds', { entries: 3 }],
    ['a directory cut inside a record', { directorySize: 150 }],
  ])('refuses an end record that says %s', async (_, end) => {
    const long = 'x'.repeat(60);
    const bytes = craftedZip([{ name: `${long}.wav` }, { name: `${long}2.wav` }], end);
    await expect(entriesOf(bytes)).rejects.toMatchObject({ code: 'archive.malformed' });
  });

  it('accepts a count modulo 65,536 from writers without zip64', async () => {
    const entries = Array.from({ length: 65_540 }, () => ({
      name: 'a',
      bytes: Buffer.alloc(0),
      noLocal: true,
    }));
    expect(await entriesOf(craftedZip(entries, { entries: 4 }))).toHaveLength(65_540);
  });

  it('rejects more entries than the limit', async () => {
    const source = new BytesSource(craftedZip(Array.from({ length: 20 }, (_, i) => ({ name: `${i}.wav` }))));
    const info = await openZip(source);
    await expect(collect(readDirectory(source, info, { maxEntries: 19 }))).rejects.toMatchObject({
      code: 'archive.too_large',
    });
  });

  it('reports a changed archive when a read comes back short', async () => {
    const bytes = await yazlZip([{ name: 'a.wav', bytes: Buffer.alloc(10) }]);
    const info = await openZip(new BytesSource(bytes));
    const source = { size: bytes.length, read: () => Promise.resolve(new Uint8Array(3)) };
    await expect(collect(readDirectory(source, info))).rejects.toMatchObject({
      code: 'archive.changed',
    });
  });
});
