import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collect } from '../testing/read-all.js';
import { craftedTar, paxOf, zstdOf, type CraftedTarEntry } from '../testing/crafted-tar.js';
import { decompressed } from './decompress.js';
import { readTar } from './read-tar.js';

/** Yields the bytes in pieces that ignore block boundaries. */
async function* splitBytes(bytes: Uint8Array, size = 777): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function entriesIn(tar: AsyncIterable<Uint8Array>): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of readTar(tar)) {
    const { kind, name, size } = entry;
    const content = Buffer.concat(await collect(entry.bytes())).toString();
    found.push(`${kind} ${name} ${size} ${content}`);
  }
  return found;
}

const read = (entries: readonly CraftedTarEntry[]) => entriesIn(splitBytes(craftedTar(entries)));
const hello = { name: 'hello.wav', bytes: Buffer.from('hello') };

describe('readTar', () => {
  it('yields files, folders, links and devices in order', async () => {
    const entries = [
      { name: 'a/', type: '5' },
      { name: 'a/1.wav', bytes: Buffer.from('one') },
      { name: 'a/link.wav', type: '2', linkName: '/etc/passwd' },
      { name: 'a/hard.wav', type: '1', linkName: 'a/1.wav' },
      { name: 'a/zero.wav', type: '3' },
      { name: 'a/2.wav', bytes: Buffer.alloc(512, 'x') },
    ];
    expect(await read(entries)).toEqual([
      'folder a/ 0 ',
      'file a/1.wav 3 one',
      'link a/link.wav 0 ',
      'link a/hard.wav 0 ',
      'device a/zero.wav 0 ',
      `file a/2.wav 512 ${'x'.repeat(512)}`,
    ]);
  });

  it('reads names and sizes from pax records, and long names of GNU tar', async () => {
    const long = `${'folder/'.repeat(30)}ü.wav`;
    expect(await read([paxOf({ path: long, size: '5' }), { ...hello, name: 'short', size: 0 }])).toEqual([
      `file ${long} 5 hello`,
    ]);
    const gnu = { name: '././@LongLink', type: 'L', bytes: Buffer.from(`${long}\0`) };
    expect(await read([gnu, hello])).toEqual([`file ${long} 5 hello`]);
  });

  it('reads a tar without its end, with an end of one block, and tars behind the first', async () => {
    const tar = craftedTar([hello]);
    const names = ['file hello.wav 5 hello', 'file b.wav 0 '];
    const end = Buffer.alloc(512);
    const second = craftedTar([{ name: 'b.wav' }]);
    for (const bytes of [
      Buffer.concat([tar.subarray(0, 1024), second.subarray(0, 512)]),
      Buffer.concat([tar.subarray(0, 1024), end, second]),
      Buffer.concat([tar, Buffer.alloc(8 * 1024), second]),
      Buffer.concat([tar, second, Buffer.from('bytes that are no tar')]),
    ])
      expect(await entriesIn(splitBytes(bytes))).toEqual(names);
  });

  it('decodes names that are not UTF-8, and keeps their bytes', async () => {
    const name = Buffer.concat([Buffer.from('955c', 'hex'), Buffer.from('.wav')]);
    const decoded: unknown[] = [];
    const findEncoding = () => Promise.resolve('shift-jis' as const);
    for await (const entry of readTar(splitBytes(craftedTar([{ name }])), { findEncoding }))
      decoded.push(entry);
    expect(decoded).toMatchObject([{ name: '表.wav', nameBytes: name }]);
  });

  it('skips bytes that the caller does not read', async () => {
    const names: string[] = [];
    const tar = craftedTar([{ name: 'a.bin', bytes: Buffer.alloc(5_000) }, hello]);
    for await (const { name } of readTar(splitBytes(tar))) names.push(name);
    expect(names).toEqual(['a.bin', 'hello.wav']);
  });

  it.each([
    ['an entry that is cut off', craftedTar([{ ...hello, size: 5_000 }]), 'archive.truncated'],
    ['a wrong checksum', craftedTar([{ ...hello, checksum: 1 }]), 'archive.malformed'],
    ['a name of gigabytes', craftedTar([{ name: 'x', type: 'L', size: 0o77777777777 }]), 'archive.malformed'],
    [
      'a pax record that lies',
      craftedTar([{ name: 'p', type: 'x', bytes: Buffer.from('99 path=a\n') }, hello]),
      'archive.malformed',
    ],
    ['noise', Buffer.alloc(2048, 'noise'), 'archive.malformed'],
    ['an empty stream', Buffer.alloc(0), 'archive.truncated'],
    ['a header that is cut off', craftedTar([hello, hello]).subarray(0, 1200), 'archive.truncated'],
  ])('rejects %s', async (_, bytes, code) => {
    await expect(entriesIn(splitBytes(bytes))).rejects.toMatchObject({ code });
  });
});

describe('decompressed', () => {
  const tar = craftedTar([hello, { name: 'b.wav', bytes: Buffer.alloc(300_000, 'abc') }]);
  const entries = async (packed: Uint8Array, format: 'tar.gz' | 'tar.zst') =>
    (await entriesIn(decompressed(splitBytes(packed, 10_000), format))).map((line) => line.slice(0, 20));

  it('unpacks gzip and zstd to the tar within', async () => {
    const plain = (await entriesIn(splitBytes(tar))).map((line) => line.slice(0, 20));
    expect(await entries(gzipSync(tar), 'tar.gz')).toEqual(plain);
    expect(await entries(zstdOf(tar), 'tar.zst')).toEqual(plain);
    const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const half = Math.floor(tar.length / 2);
    const frames = [zstdOf(tar.subarray(0, half)), skippable, zstdOf(tar.subarray(half))];
    expect(await entries(Buffer.concat(frames), 'tar.zst')).toEqual(plain);
  });

  it('unpacks the output of the zstd command', async () => {
    // printf 'serenade %.0s' $(seq 200) | zstd -19 --stdout | base64
    const packed = Buffer.from(ZSTD_FIXTURE, 'base64');
    const bytes = Buffer.concat(await collect(decompressed(splitBytes(packed, 7), 'tar.zst')));
    expect(bytes.toString()).toBe('serenade '.repeat(200));
  });

  it.each(['tar.gz', 'tar.zst'] as const)('reports that %s is cut off or damaged', async (format) => {
    const packed = format === 'tar.gz' ? gzipSync(tar) : zstdOf(tar);
    await expect(entries(packed.subarray(0, packed.length - 40), format)).rejects.toMatchObject({
      code: 'archive.truncated',
    });
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 12, 60);
    await expect(entries(damaged, format)).rejects.toMatchObject({
      code: expect.stringMatching(/^archive\.(malformed|truncated)$/) as string,
    });
  });

  it.each(['tar.gz', 'tar.zst'] as const)('stops a %s bomb at its ratio', async (format) => {
    const zeros = craftedTar([{ name: 'zeros.wav', size: 300 * 1024 ** 2 }]);
    const packed =
      format === 'tar.gz'
        ? gzipSync(Buffer.concat([zeros.subarray(0, 512), Buffer.alloc(300 * 1024 ** 2)]))
        : zstdOf(zeros.subarray(0, 512), 2400);
    await expect(entries(packed, format)).rejects.toMatchObject({ code: 'archive.too_large' });
  });

  it('rejects a zstd window that is too large for memory', async () => {
    await expect(entries(zstdOf(tar, 0, 0xf8), 'tar.zst')).rejects.toMatchObject({
      code: 'archive.unsupported',
    });
  });
});

const ZSTD_FIXTURE = 'KLUv/QRohQAASHNlcmVuYWRlIAEA/PIvRwBE4ZQ=';
