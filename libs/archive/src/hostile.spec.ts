import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { clipsOf } from './clips.js';
import { readDirectory } from './directory.js';
import { openZip } from './end-record.js';
import { readClips } from './read-clips.js';
import { BytesSource, collect, codesOf, manifestOf, readAll } from './testing/read-all.js';
import { craftedZip, type CraftedEntry } from './testing/crafted-zip.js';
import { yazlZip } from './testing/yazl-zip.js';

const MiB = 1024 ** 2;

describe('zip bombs', () => {
  it('rejects 300 MB of zeros by its directory, and a lying directory when the clip unpacks', async () => {
    const packed = deflateRawSync(Buffer.alloc(300 * MiB));
    const honest = { name: 'zeros.wav', packed, deflate: true, size: 300 * MiB };
    const good = { name: 'good.wav', bytes: Buffer.from('clip') };
    expect(await codesOf(craftedZip([honest, good]))).toEqual(['clip.too_large', 'ok']);
    expect(await codesOf(craftedZip([{ ...honest, size: 50_000 }, good]))).toEqual(['clip.corrupt', 'ok']);
  });

  it('treats a zip within a zip as one clip and never opens it', async () => {
    const inner = craftedZip([{ name: 'a.wav', bytes: Buffer.alloc(MiB), deflate: true }]);
    const bytes = craftedZip([
      { name: 'inner.zip', bytes: inner },
      { name: 'inner.wav', bytes: inner },
    ]);
    const clips = await readAll(bytes);
    expect(clips.map(({ line }) => line.name)).toEqual(['inner.wav']);
    expect(clips[0]?.bytes?.length).toBe(inner.length);
  });

  it('reads an archive that contains itself only once', async () => {
    // A quine unpacks forever only for a reader that follows it; reading its one entry is enough here.
    const self = await yazlZip([{ name: 'r/r.wav', bytes: Buffer.alloc(440, 'quine'), deflate: true }]);
    const bytes = craftedZip([{ name: 'r/r.wav', bytes: self }]);
    const source = new BytesSource(bytes);
    const { lines } = await manifestOf(source);
    expect(await collect(readClips(source, lines))).toHaveLength(1);
    expect(source.reads.length).toBeLessThan(10);
  });

  it.each([
    ['in order', (entries: CraftedEntry[]) => entries],
    ['in reverse', (entries: CraftedEntry[]) => [...entries].reverse()],
  ])('lets entries that share one kernel %s unpack no more than the archive could hold', async (_, order) => {
    const kernel = { name: 'kernel.wav', bytes: Buffer.alloc(100_000, 'abcd'), deflate: true };
    const shared = Array.from({ length: 1_000 }, (__, n) => ({
      ...kernel,
      name: `copy-${n}.wav`,
      noLocal: true,
      offset: 0,
    }));
    const codes = await codesOf(craftedZip([kernel, ...order(shared)]));
    expect(codes.filter((code) => code === 'ok').length).toBeLessThanOrEqual(2);
    expect(new Set(codes)).toEqual(new Set(['ok', 'clip.corrupt']));
  });
});

it('lists a million empty entries in reads and pages of bounded size', async () => {
  const ENTRIES = 1_000_000;
  const one = craftedZip([{ name: '0000000.wav' }]);
  const local = one.subarray(0, 41);
  const record = one.subarray(41, 41 + 57);
  const bytes = Buffer.alloc(ENTRIES * (local.length + record.length));
  for (let entry = 0; entry < ENTRIES; entry++) {
    const name = String(entry).padStart(7, '0');
    local.copy(bytes, entry * local.length);
    bytes.write(name, entry * local.length + 30, 'latin1');
    const at = ENTRIES * local.length + entry * record.length;
    record.copy(bytes, at);
    bytes.writeUInt32LE(entry * local.length, at + 42);
    bytes.write(name, at + 46, 'latin1');
  }
  const source = new BytesSource(bytes);
  const directory = {
    entries: ENTRIES,
    directoryOffset: ENTRIES * local.length,
    directorySize: ENTRIES * record.length,
    zip64: true,
  };
  const listing = clipsOf(readDirectory(source, directory), directory);
  let largestPage = 0;
  for await (const page of listing) largestPage = Math.max(largestPage, page.length);
  expect(listing.clips).toBe(ENTRIES);
  expect(largestPage).toBeLessThanOrEqual(1_000);
  expect(source.largestRead).toBeLessThanOrEqual(256 * 1024);
});

it('keeps the first of two clips with one name', async () => {
  const twice = [
    { name: 'a.wav', bytes: Buffer.from('1') },
    { name: 'a.wav', bytes: Buffer.from('2') },
  ];
  expect(await codesOf(craftedZip(twice))).toEqual(['ok', 'clip.duplicate_name']);
});

it('reads names of code page 437', async () => {
  const { lines } = await manifestOf(
    new BytesSource(craftedZip([{ name: Buffer.from([0x81, 0x62, 0x65, 0x72, 0x2e, 0x77, 0x61, 0x76]) }])),
  );
  expect(lines[0]?.name).toBe('über.wav');
});

it('rejects a directory that points outside the archive before it reads there', async () => {
  const zip = craftedZip([{ name: 'a.wav' }], { directoryOffset: 0x7fff_0000, directorySize: 57 });
  await expect(openZip(new BytesSource(zip))).rejects.toMatchObject({ code: 'archive.malformed' });
});
