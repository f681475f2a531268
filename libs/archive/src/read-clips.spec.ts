import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SerenadeError } from '#libs/contracts';
import { readClips } from './read-clips.js';
import { BytesSource, collect, codesOf, manifestOf, readAll, summarize } from './testing/read-all.js';
import { craftedZip } from './testing/crafted-zip.js';
import { yazlZip } from './testing/yazl-zip.js';

const clip = (text: string) => Buffer.from(text.repeat(50));

describe('readClips', () => {
  it('reads back packed clips of any name, size and compression', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      // eslint-disable-next-line no-control-regex -- control characters are rejected
      .filter((text) => !/[\u0000-\u001f\u007f/\\:.]/.test(text) && !/\p{Surrogate}/u.test(text));
    const entry = fc.record({
      name,
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 3000 }),
        fc.integer({ max: 40_000, min: 0 }).map((length) => Buffer.alloc(length)),
      ),
      deflate: fc.boolean(),
      streamed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 12 }), fc.boolean(), async (entries, zip64) => {
        const named = entries.map((each, index) => ({ ...each, name: `${index}/${each.name}.wav` }));
        const read = await readAll(await yazlZip(named, { zip64 }));
        expect(read.map(({ line }) => line.name)).toEqual(named.map((each) => each.name));
        read.forEach(({ bytes }, index) => {
          expect(Buffer.compare(Buffer.from(bytes ?? []), Buffer.from(named[index]!.bytes))).toBe(0);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('reads neighboring clips together and a large clip alone', async () => {
    const entries = [
      ...Array.from({ length: 20 }, (_, i) => ({ name: `s${i}.wav`, bytes: Buffer.alloc(1000, i) })),
      { name: 'large.wav', bytes: Buffer.alloc(100_000, 7) },
      ...Array.from({ length: 20 }, (_, i) => ({ name: `t${i}.wav`, bytes: Buffer.alloc(1000, i) })),
    ];
    const source = new BytesSource(await yazlZip(entries));
    const { lines } = await manifestOf(source);
    source.reads.length = 0;
    const read = await collect(readClips(source, lines, { readBytes: 50_000 }));
    expect(read.every(({ error }) => error === undefined)).toBe(true);
    expect(source.reads).toHaveLength(3);
    expect(Math.min(...source.reads.map(({ end, start }) => end - start))).toBeLessThan(50_000);
  });

  it('skips clips that were not requested', async () => {
    const entries = Array.from({ length: 10 }, (_, i) => ({
      name: `${i}.wav`,
      bytes: Buffer.alloc(90_000, i),
    }));
    const source = new BytesSource(await yazlZip(entries));
    const { lines } = await manifestOf(source);
    source.reads.length = 0;
    await collect(readClips(source, [lines[0]!, lines[5]!, lines[6]!]));
    expect(source.reads).toHaveLength(2);
    expect(source.reads.reduce((sum, { start, end }) => sum + end - start, 0)).toBeLessThan(280_000);
  });

  it('keeps the order of the lines even against the order of the archive', async () => {
    const source = new BytesSource(
      await yazlZip(['a', 'b', 'c'].map((n) => ({ name: `${n}.wav`, bytes: clip(n) }))),
    );
    const { lines } = await manifestOf(source);
    const read = await collect(readClips(source, lines.toReversed()));
    expect(read.map(({ line }) => line.name)).toEqual(['c.wav', 'b.wav', 'a.wav']);
    expect(read.every(({ error }) => error === undefined)).toBe(true);
  });

  it('reads block after block into the same memory, and a second read into other memory', async () => {
    const names = ['a', 'b', 'c'];
    const localExtra = Buffer.alloc(3000);
    const entries = names.map((name) => ({ name: `${name}.wav`, bytes: clip(name), localExtra }));
    const memory = new Uint8Array(4096);
    const source = new BytesSource(craftedZip(entries));
    const { lines } = await manifestOf(source);
    const read: string[] = [];
    const options = { readBytes: 1, allocate: (bytes: number) => memory.subarray(0, bytes) };
    for await (const { bytes } of readClips(source, lines, options))
      read.push(Buffer.from(bytes ?? []).toString());
    expect(read).toEqual(names.map((name) => clip(name).toString()));
  });

  it('reads again when a local header is longer than planned', async () => {
    const localExtra = Buffer.alloc(3000);
    const bytes = craftedZip([{ name: 'a.wav', bytes: Buffer.from('clip'), localExtra }]);
    expect(summarize(await readAll(bytes))).toEqual(['a.wav: clip']);
  });

  it('reports a code for a damaged clip and keeps its neighbors', async () => {
    const packed = deflateRawSync(clip('x'));
    const bad = [
      { name: 'crc.wav', bytes: clip('x'), crc32: 1 },
      { name: 'longer.wav', bytes: clip('x'), deflate: true, size: 51 },
      { name: 'shorter.wav', bytes: clip('x'), deflate: true, size: 49 },
      { name: 'junk.wav', bytes: clip('x'), method: 8, packed: Buffer.alloc(packed.length, 0xff) },
      { name: 'cut.wav', bytes: clip('x'), method: 8, packed: packed.subarray(0, packed.length - 2) },
      { name: 'locked.wav', bytes: clip('x'), localFlags: 1 },
      { name: 'nowhere.wav', bytes: clip('x'), noLocal: true },
    ];
    const good = (index: number) => ({ name: `good${index}.wav`, bytes: Buffer.from('fine') });
    const entries = bad.flatMap((entry, index) => [good(index), entry]);
    expect(summarize(await readAll(craftedZip([...entries, good(9)])))).toEqual([
      'good0.wav: fine',
      'crc.wav: clip.corrupt',
      'good1.wav: fine',
      'longer.wav: clip.corrupt',
      'good2.wav: fine',
      'shorter.wav: clip.corrupt',
      'good3.wav: fine',
      'junk.wav: clip.corrupt',
      'good4.wav: fine',
      'cut.wav: clip.corrupt',
      'good5.wav: fine',
      'locked.wav: clip.encrypted',
      'good6.wav: fine',
      'nowhere.wav: clip.corrupt',
      'good9.wav: fine',
    ]);
  });

  it('rejects 300 MB of zeros without unpacking them', async () => {
    const bomb = deflateRawSync(Buffer.alloc(300 << 20), { level: 1 });
    const honest = { name: 'bomb.wav', packed: bomb, method: 8, size: 300 << 20, crc32: 0 };
    const lying = { name: 'lying.wav', packed: bomb, method: 8, size: 1 << 20, crc32: 0 };
    const bytes = craftedZip([honest, lying, { name: 'good.wav', bytes: Buffer.from('fine') }]);
    const before = process.memoryUsage.rss();
    expect(await codesOf(bytes)).toEqual(['clip.too_large', 'clip.corrupt', 'ok']);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50 << 20);
  });

  it('rejects a large clip even if the manifest has no error for it', async () => {
    const source = new BytesSource(await yazlZip([{ name: 'a.wav', bytes: Buffer.alloc(5000) }]));
    const { lines } = await manifestOf(source);
    const [read] = await collect(readClips(source, lines, { maxClipBytes: 4999 }));
    expect(read?.error?.code).toBe('clip.too_large');
  });

  it('throws an error of the source, since no clip caused it', async () => {
    const bytes = await yazlZip([{ name: 'a.wav', bytes: clip('a') }]);
    const { lines } = await manifestOf(new BytesSource(bytes));
    const unavailable = new SerenadeError('store.unavailable', 'The store is out of reach.');
    const source = { size: bytes.length, read: () => Promise.reject(unavailable) };
    await expect(collect(readClips(source, lines))).rejects.toBe(unavailable);
  });
});
