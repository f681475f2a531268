import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../testing/decode-bytes.js';
import { fixture } from '../testing/fixtures.js';

const whole = fixture('m4a');
const plain = await decodeBytes(whole);

describe('decodeClip of odd MP4 files', () => {
  it('ignores a few bytes of any kind behind the last box, and rejects a lot of them', async () => {
    const most = Math.floor(whole.length / 10);
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40 }),
        fc.integer({ min: 0, max: 2 * most }),
        async (tail, junk) => {
          const behind = Buffer.concat([tail, new Uint8Array(junk).fill(0xee)]);
          const read = decodeBytes(Buffer.concat([whole, behind]));
          if (junk <= most - 40) expect((await read).signals).toEqual(plain.signals);
          const code = await read.then(
            ({ warning }) => warning?.code ?? 'none',
            (error: unknown) => (error as { code: string }).code,
          );
          expect(code).toMatch(/^(none|clip\.partly_unread)$/);
        },
      ),
      { numRuns: 60 },
    );
  });

  // Offset of the duration behind the type of a box of version 0.
  it.each([
    ['mdhd', 20],
    ['mvhd', 20],
    ['tkhd', 24],
  ])('decodes everything if %s states any smaller duration', async (type, offset) => {
    const at = Buffer.from(whole).indexOf(type, 0, 'latin1') + offset;
    const stated = new DataView(whole.buffer, whole.byteOffset).getUint32(at);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constant(0), fc.nat(stated)), async (duration) => {
        const bytes = Uint8Array.from(whole);
        new DataView(bytes.buffer).setUint32(at, duration);
        expect((await decodeBytes(bytes)).signals).toEqual(plain.signals);
      }),
      { numRuns: 10 },
    );
  });

  it('decodes a file whose mdat box promises more bytes than there are', async () => {
    const at = Buffer.from(whole).indexOf('mdat', 0, 'latin1') - 4;
    const bytes = Uint8Array.from(whole);
    const isLast = at + new DataView(bytes.buffer).getUint32(at) === bytes.length;
    new DataView(bytes.buffer).setUint32(at, bytes.length);
    const code = await decodeBytes(bytes).then(
      (clip) => clip.signals[0]!.length === plain.signals[0]!.length,
      (error: unknown) => (error as { code: string }).code,
    );
    expect(code).toBe(isLast ? true : 'clip.truncated');
  });
});
