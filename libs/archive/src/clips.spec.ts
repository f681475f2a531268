import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BytesSource, manifestOf } from './testing/read-all.js';
import { craftedZip, type CraftedEntry } from './testing/crafted-zip.js';

const manifest = (entries: readonly CraftedEntry[], limits = {}) =>
  manifestOf(new BytesSource(craftedZip(entries)), limits);
const codes = async (entries: readonly CraftedEntry[], limits = {}) =>
  (await manifest(entries, limits)).lines.map(({ error }) => error?.code ?? 'ok');

describe('clipsOf', () => {
  it('numbers the clips and counts the other entries', async () => {
    const { lines, listing } = await manifest(
      [
        ...['readme.txt', 'a/', 'a/1.wav', 'a/2.MP3', 'b/3.flac', '__MACOSX/a/._1.wav', 'a/._1.wav'],
        ...['.cache/x.wav', './4.wav', 'noextension', 'a.wav/'],
      ].map((name) => ({ name })),
    );
    expect(lines.map(({ clip, name }) => [clip, name])).toEqual([
      [0, 'a/1.wav'],
      [1, 'a/2.MP3'],
      [2, 'b/3.flac'],
      [3, './4.wav'],
    ]);
    expect(listing.clips).toBe(4);
    expect(listing.ignored.summarize()).toMatchObject({
      ignored: 7,
      ignoredByReason: { folder: 2, hidden: 1, macos_metadata: 2, no_extension: 1, other_extension: 1 },
      ignoredEntries: expect.arrayContaining([{ name: 'readme.txt', reason: 'other_extension' }]) as unknown,
    });
  });

  it('counts all ignored entries and lists the first hundred', async () => {
    const { listing } = await manifest(Array.from({ length: 130 }, (_, index) => ({ name: `${index}.txt` })));
    const { ignored, ignoredExamples, ignoredEntries } = listing.ignored.summarize();
    expect(ignored).toBe(130);
    expect(ignoredExamples).toHaveLength(10);
    expect(ignoredEntries).toHaveLength(100);
  });

  it.each([
    ['../evil.wav'],
    ['a/../../evil.wav'],
    ['/etc/evil.wav'],
    ['C:/evil.wav'],
    ['c:evil.wav'],
    ['..\\evil.wav'],
    ['\\\\server\\share\\evil.wav'],
    ['a\0b.wav'],
    ['a\nb.wav'],
    ['\u001b[2J.wav'],
  ])('reports clip.bad_name for the name %j', async (name) => {
    expect(await codes([{ name }])).toEqual(['clip.bad_name']);
  });

  it('reports broken UTF-8 as clip.bad_name', async () => {
    const name = Buffer.concat([Buffer.from([0xc3, 0x28]), Buffer.from('.wav')]);
    expect(await codes([{ name, flags: 1 << 11 }])).toEqual(['clip.bad_name']);
  });

  it('accepts dots inside a name', async () => {
    expect(await codes([{ name: 'a..b.wav' }, { name: 'x/...wav.wav' }].slice(0, 1))).toEqual(['ok']);
  });

  it('reports a code for each unreadable clip', async () => {
    const bytes = Buffer.alloc(100, 'clip');
    expect(
      await codes([
        { name: 'a.wav', bytes },
        { name: 'b.wav', bytes, flags: 1 },
        { name: 'c.wav', bytes, method: 12 },
        { name: 'd.wav', bytes, size: 99 },
        { name: 'e.wav', externalAttributes: (0o120777 << 16) >>> 0 },
        { name: 'f.wav', bytes, deflate: true },
      ]),
    ).toEqual([
      'ok',
      'clip.encrypted',
      'clip.unsupported_compression',
      'clip.corrupt',
      'clip.not_audio',
      'ok',
    ]);
  });

  it('rejects clips above the size limit, packed or unpacked', async () => {
    const entries = [
      { name: 'a.wav', bytes: Buffer.alloc(1000) },
      { name: 'b.wav', bytes: Buffer.alloc(1001) },
    ];
    expect(await codes(entries, { maxClipBytes: 1000 })).toEqual(['ok', 'clip.too_large']);
    expect(await codes(entries, { maxTotalBytes: 2000 })).toEqual(['ok', 'clip.too_large']);
  });

  it('rejects a ratio that speech never reaches, but accepts short silence', async () => {
    const silence = Buffer.alloc(300_000);
    const bomb = Buffer.alloc(20 << 20);
    expect(
      await codes([
        { name: 'silence.wav', bytes: silence, deflate: true },
        { name: 'bomb.wav', bytes: bomb, deflate: true },
      ]),
    ).toEqual(['ok', 'clip.too_large']);
  });

  it('rejects the second of two entries that share bytes', async () => {
    const bytes = Buffer.alloc(500, 'x');
    const shared = { bytes, packed: Buffer.alloc(500, 'x') };
    expect(
      await codes([
        { name: 'a.wav', ...shared },
        { name: 'b.wav', ...shared, noLocal: true, offset: 0 },
        { name: 'c.wav', ...shared, noLocal: true, offset: 100 },
      ]),
    ).toEqual(['ok', 'clip.corrupt', 'clip.corrupt']);
  });

  it('limits the total claim of entries that are out of order', async () => {
    const packed = deflateRawSync(Buffer.alloc(1000, 'x'));
    const entry = { bytes: Buffer.alloc(1000, 'x'), packed, deflate: true };
    const locals = ['a.wav', 'b.wav'].map((name) => ({ name, ...entry }));
    const second = 30 + 5 + packed.length;
    const repeats = Array.from({ length: 50 }, (_, index) => ({
      name: index % 2 === 0 ? 'a.wav' : 'b.wav',
      ...entry,
      noLocal: true,
      offset: index % 2 === 0 ? 0 : second,
    }));
    expect((await codes([...locals, ...repeats])).filter((code) => code === 'ok')).toHaveLength(2);
  });

  it('accepts a directory in another order than the data', async () => {
    const bytes = Buffer.from('clip');
    const length = 30 + 5 + 4;
    const names = ['a.wav', 'b.wav', 'c.wav', 'd.wav'];
    const shuffled = [2, 0, 3, 1].map((place, index) => ({
      name: names[index] ?? '',
      bytes,
      offset: place * length,
    }));
    expect(await codes(shuffled)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('rejects a clip that lies in the directory or behind it', async () => {
    expect(
      await codes([
        { name: 'a.wav', bytes: Buffer.alloc(10) },
        { name: 'b.wav', bytes: Buffer.alloc(10), offset: 100 },
        { name: 'c.wav', bytes: Buffer.alloc(10), offset: 0xfffffff0 },
      ]),
    ).toEqual(['ok', 'clip.corrupt', 'clip.corrupt']);
  });

  it('writes sizes beyond 2^53 as numbers that the manifest supports', async () => {
    const extra = Buffer.concat([Buffer.from([1, 0, 24, 0]), Buffer.alloc(24, 0xff)]);
    const [line] = (
      await manifest([
        { name: 'a.wav', size: 0xffffffff, compressedSize: 0xffffffff, offset: 0xffffffff, extra },
      ])
    ).lines;
    expect(line).toMatchObject({ size: Number.MAX_SAFE_INTEGER, error: { code: 'clip.too_large' } });
  });
});
