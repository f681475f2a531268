import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from './testing/decode-bytes.js';
import { fixture } from './testing/fixtures.js';
import { makeTag } from './testing/tags.js';
import { readSignals } from './read-signals.js';

const TAGS = ['ID3v1', 'ID3v2', 'ID3v2 with footer', 'APEv2', 'APE footer', 'Lyrics3', 'zeros'] as const;
const anyTag = fc.tuple(fc.constantFrom(...TAGS), fc.integer({ min: 0, max: 600 }));
/** Bytes that are neither a tag nor a frame. */
const junk = (length: number): Uint8Array => new Uint8Array(length).fill(0x37);

/** Returns the offsets of all frames: 0xff and the second byte of the first frame begin each. */
function frameStarts(bytes: Uint8Array): number[] {
  const [, second] = bytes;
  const starts: number[] = [];
  for (let at = 0; at < bytes.length - 1; at++)
    if (bytes[at] === 0xff && bytes[at + 1] === second) starts.push(at);
  return starts;
}

describe.each(['mp3', 'adts'] as const)('decodeClip of %s that is no plain stream', (name) => {
  const whole = fixture(name);
  const sound = whole.subarray(whole.indexOf(0xff));

  it('decodes everything with any tags in front, in the middle and behind', async () => {
    const joined = Buffer.concat([sound, sound]);
    const { durationSeconds } = await decodeBytes(joined);
    await fc.assert(
      fc.asyncProperty(anyTag, anyTag, anyTag, async (before, between, behind) => {
        const parts = [makeTag('ID3v2', before[1]), sound, makeTag(...between), sound, makeTag(...behind)];
        const clip = await decodeBytes(Buffer.concat(parts));
        expect(clip.durationSeconds).toBeCloseTo(durationSeconds, 6);
        expect(clip.warning).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('decodes the frames around a little junk with a warning, and rejects a lot of it', async () => {
    const starts = frameStarts(sound).slice(1);
    const joined = Buffer.concat(Array.from({ length: 10 }, () => sound));
    const { durationSeconds } = await decodeBytes(joined);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.constantFrom(0.02, 0.05, 0.07, 0.15, 0.3),
        async (at, share) => {
          const length = Math.round(joined.length * share);
          const read = decodeBytes(
            Buffer.concat([joined.subarray(0, at), junk(length), joined.subarray(at)]),
          );
          if (share > 0.1) {
            await expect(read).rejects.toMatchObject({ code: 'clip.partly_unread' });
            return;
          }
          const clip = await read;
          expect(clip.warning?.code).toBe('clip.partly_unread');
          expect(Math.abs(clip.durationSeconds - durationSeconds)).toBeLessThan(0.2);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('never loses sound behind a tag without a word, whatever size the tag states', async () => {
    const { durationSeconds } = await decodeBytes(Buffer.concat([sound, sound]));
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 0, max: 0x0fff_ffff }), async (size, stated) => {
        const tag = makeTag('ID3v2', size);
        for (let i = 0; i < 4; i++) tag[6 + i] = (stated >> (21 - 7 * i)) & 127;
        try {
          const clip = await decodeBytes(Buffer.concat([sound, tag, sound]));
          if (clip.warning === null)
            expect(Math.abs(clip.durationSeconds - durationSeconds)).toBeLessThan(0.1 + durationSeconds / 10);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^clip\./) as string });
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('readSignals of a clip behind ID3 tags', () => {
  it.each(['wav', 'flac', 'mp3', 'vorbis', 'opus', 'm4a', 'adts'] as const)(
    'returns the signal of %s behind any tags and padding',
    async (name) => {
      const plain = await readSignals(fixture(name));
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(300), { minLength: 1, maxLength: 3 }),
          fc.nat(40),
          async (sizes, zeros) => {
            const tags = sizes.map((size) => makeTag(size % 2 === 0 ? 'ID3v2' : 'ID3v2 with footer', size));
            const clip = await readSignals(Buffer.concat([...tags, new Uint8Array(zeros), fixture(name)]));
            expect(clip.signals).toEqual(plain.signals);
          },
        ),
        { numRuns: 8 },
      );
    },
  );
});

describe('decodeClip of FLAC without a length', () => {
  it('ends at any tags behind the last frame', async () => {
    const bytes = fixture('flac').slice();
    bytes[21]! &= 0xf0;
    bytes.fill(0, 22, 26);
    const plain = await decodeBytes(fixture('flac'));
    await fc.assert(
      fc.asyncProperty(fc.array(anyTag, { maxLength: 3 }), async (tags) => {
        const clip = await decodeBytes(Buffer.concat([bytes, ...tags.map((tag) => makeTag(...tag))]));
        expect(clip.signals).toEqual(plain.signals);
        expect(clip.warning).toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  it('warns of a little junk behind the last frame, and rejects a lot of it', async () => {
    const bytes = fixture('flac');
    const behind = (share: number) =>
      decodeBytes(Buffer.concat([bytes, junk(Math.round(bytes.length * share))]));
    expect((await behind(0.005)).warning).toBeNull();
    expect((await behind(0.05)).warning?.code).toBe('clip.partly_unread');
    await expect(behind(0.2)).rejects.toMatchObject({ code: 'clip.partly_unread' });
  });
});
