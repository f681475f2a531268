import { describe, expect, it } from 'vitest';
import { openZip } from './end-record.js';
import { BytesSource } from './testing/read-all.js';
import { craftedZip, endRecord } from './testing/crafted-zip.js';
import { yazlZip } from './testing/yazl-zip.js';

const clips = ['a.wav', 'b.wav', 'c.wav'].map((name) => ({ name, bytes: Buffer.from(`clip ${name}`) }));
const open = (bytes: Uint8Array) => openZip(new BytesSource(bytes));

describe('openZip', () => {
  it('finds the directory of a plain zip', async () => {
    const bytes = await yazlZip(clips);
    const info = await open(bytes);
    expect(info).toMatchObject({ entries: 3, zip64: false });
    expect(bytes.readUInt32LE(info.directoryOffset)).toBe(0x02014b50);
    expect(info.directoryOffset + info.directorySize).toBe(bytes.length - 22);
  });

  it('finds the directory of a zip64', async () => {
    expect(await open(await yazlZip(clips, { zip64: true }))).toMatchObject({ entries: 3, zip64: true });
  });

  it('finds the end record before the longest comment', async () => {
    const bytes = craftedZip(clips, { comment: Buffer.alloc(0xffff, 'x') });
    expect(await open(bytes)).toMatchObject({ entries: 3 });
  });

  it('ignores an end record inside the comment', async () => {
    const fakes = [
      endRecord(9, 414, 0, { commentLength: 7 }),
      Buffer.concat([endRecord(1, 46, 10, { commentLength: 4 }), Buffer.from('tail')]),
    ];
    for (const fake of fakes)
      expect(await open(craftedZip(clips, { comment: fake }))).toMatchObject({ entries: 3 });
  });

  it('rejects two end records that are both valid', async () => {
    const inner = endRecord(0, 0, 0);
    await expect(open(craftedZip(clips, { comment: inner }))).rejects.toMatchObject({
      code: 'archive.malformed',
    });
  });

  it('returns 0 entries for an empty zip', async () => {
    expect(await open(await yazlZip([]))).toMatchObject({ entries: 0 });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['three bytes', Buffer.from('PK\x03')],
    ['text', Buffer.from('These are not the clips that you look for.'.repeat(2000))],
    ['a WAV file', Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(5000)])],
  ])('calls %s no zip', async (_, bytes) => {
    await expect(open(bytes)).rejects.toMatchObject({ code: 'archive.not_zip' });
  });

  it('reports every prefix as truncated once it contains the first signature', async () => {
    const bytes = await yazlZip(clips, { comment: 'a comment' });
    for (let length = 4; length < bytes.length; length++) {
      await expect(open(bytes.subarray(0, length)), `${length} bytes`).rejects.toMatchObject({
        code: 'archive.truncated',
      });
    }
  });

  it('reports how many bytes follow the end', async () => {
    const bytes = Buffer.concat([await yazlZip(clips), Buffer.from('\r\n')]);
    await expect(open(bytes)).rejects.toMatchObject({
      code: 'archive.malformed',
      message: expect.stringContaining('2 bytes follow') as string,
    });
  });

  it.each([
    ['a directory outside the file', { directoryOffset: 0x7fffffff }],
    ['a directory that runs into the end record', { directorySize: 5000 }],
    ['a directory too small for its entries', { entries: 9000 }],
    ['a directory offset that points at something else', { directoryOffset: 3 }],
    ['saturated fields without a zip64 record', { directoryOffset: 0xffffffff }],
  ])('refuses %s', async (_, end) => {
    await expect(open(craftedZip(clips, end))).rejects.toMatchObject({ code: 'archive.malformed' });
  });

  it('rejects a split archive', async () => {
    await expect(open(craftedZip(clips, { disk: 1 }))).rejects.toMatchObject({ code: 'archive.unsupported' });
    const segment = Buffer.concat([Buffer.from('PK\x07\x08PK\x03\x04'), Buffer.alloc(500)]);
    await expect(open(segment)).rejects.toMatchObject({ code: 'archive.unsupported' });
  });

  it('rejects an encrypted directory', async () => {
    const bytes = await yazlZip(clips, { zip64: true });
    const record = bytes.indexOf(Buffer.from('PK\x06\x06'));
    bytes.writeUInt32LE(72, record + 4);
    bytes.writeUInt16LE(62, record + 14);
    await expect(open(bytes)).rejects.toMatchObject({ code: 'archive.unsupported' });
  });

  it('rejects a zip64 record that contradicts its locator or the plain record', async () => {
    const bytes = await yazlZip(clips, { zip64: true });
    const moved = Buffer.from(bytes);
    moved.writeUInt32LE(1, bytes.length - 22 - 20 + 8);
    await expect(open(moved)).rejects.toMatchObject({ code: 'archive.malformed' });
    const disagreeing = Buffer.from(bytes);
    disagreeing.writeUInt16LE(2, bytes.length - 22 + 8);
    disagreeing.writeUInt16LE(2, bytes.length - 22 + 10);
    await expect(open(disagreeing)).rejects.toMatchObject({ code: 'archive.malformed' });
  });

  it('reads only the tail and a few records', async () => {
    const source = new BytesSource(
      await yazlZip([{ name: 'a.wav', bytes: Buffer.alloc(1 << 20) }], { zip64: true }),
    );
    await openZip(source);
    expect(source.reads.length).toBeLessThanOrEqual(4);
    expect(source.largestRead).toBeLessThanOrEqual(0xffff + 22);
  });

  it('passes on an error of the source', async () => {
    const source = { size: 100, read: () => Promise.reject(new Error('the network is down')) };
    await expect(openZip(source)).rejects.toThrow('the network is down');
  });
});
