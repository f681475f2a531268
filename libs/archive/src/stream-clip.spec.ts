import { SerenadeError } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { streamClip } from './stream-clip.js';
import { BytesSource, collect, manifestOf } from './testing/read-all.js';
import { yazlZip } from './testing/yazl-zip.js';

const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, i) => (i * i) % 251));

async function opened(deflate: boolean, change: (zip: Buffer) => void = () => undefined) {
  const zip = await yazlZip([{ name: 'a.wav', bytes, deflate }]);
  const source = new BytesSource(zip);
  const { lines } = await manifestOf(source);
  change(zip);
  source.reads.length = 0;
  return { source, line: lines[0]! };
}

async function failure(deflate: boolean, change: (zip: Buffer) => void): Promise<string> {
  const { source, line } = await opened(deflate, change);
  try {
    await collect(streamClip(source, line));
    return 'none';
  } catch (error) {
    return error instanceof SerenadeError ? error.code : String(error);
  }
}

describe('streamClip', () => {
  it.each([false, true])('gives the bytes piece by piece, deflated: %s', async (deflate) => {
    const { source, line } = await opened(deflate);
    const pieces = await collect(streamClip(source, line));
    expect(Buffer.compare(Buffer.concat(pieces), bytes)).toBe(0);
    expect(pieces.length).toBeGreaterThan(1);
    expect(source.largestRead).toBeLessThanOrEqual(256 * 1024);
  });

  it.each([false, true])('calls changed data corrupt, deflated: %s', async (deflate) => {
    expect(await failure(deflate, (zip) => zip.writeUInt32LE(0xdeadbeef, 2000))).toBe('clip.corrupt');
  });

  it.each([100, 800_000])(
    'calls a clip corrupt that does not have the %i bytes of the directory',
    async (size) => {
      const { source, line } = await opened(true);
      await expect(collect(streamClip(source, { ...line, size }))).rejects.toMatchObject({
        code: 'clip.corrupt',
      });
    },
  );

  it('stops reading when the consumer stops', async () => {
    const { source, line } = await opened(false);
    for await (const piece of streamClip(source, line)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect(source.reads.length).toBeLessThanOrEqual(2);
  });

  it('throws an error of the source unchanged', async () => {
    const { source, line } = await opened(true);
    source.read = () => Promise.reject(new SerenadeError('store.unavailable', 'away'));
    await expect(collect(streamClip(source, line))).rejects.toMatchObject({ code: 'store.unavailable' });
  });
});
