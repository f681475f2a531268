import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOggStream } from '../containers/ogg-pages.js';
import { decodeBytes } from '../testing/decode-bytes.js';
import { fixture } from '../testing/fixtures.js';
import { draftPages, writePages, type PageDraft } from '../testing/ogg-writer.js';
import { countOpusSamples } from './opus.js';
import { VorbisBlocks } from './vorbis-blocks.js';

const vorbisHeaders = readOggStream(fixture('vorbis')).links[0]!.pages.flatMap(({ packets }) => packets);

function draft(name: 'opus' | 'vorbis', perPage: number): PageDraft[] {
  if (name === 'opus') return draftPages(fixture(name), 2, (packet) => countOpusSamples([packet]), perPage);
  const blocks = VorbisBlocks.read(vorbisHeaders[0]!, vorbisHeaders[2]!)!;
  return draftPages(fixture(name), 3, (packet) => blocks.count(packet), perPage);
}

const perPage = fc.integer({ min: 1, max: 4 });

describe.each(['opus', 'vorbis'] as const)('decodeClip of Ogg %s with odd pages', (name) => {
  const changed = (
    packets: number,
    change: (page: PageDraft, at: number, all: readonly PageDraft[]) => Partial<PageDraft>,
  ) =>
    draft(name, packets).map((page, at, all) =>
      page.isHeader ? page : { ...page, ...change(page, at, all) },
    );

  it('decodes a stream that begins at any position', async () => {
    const plain = await decodeBytes(writePages(draft(name, 2)));
    expect(plain.warning).toBeNull();
    await fc.assert(
      fc.asyncProperty(perPage, fc.integer({ min: 0, max: 2 ** 48 }), async (packets, offset) => {
        const pages = changed(packets, ({ granule }) => ({ granule: granule + offset }));
        const clip = await decodeBytes(writePages(pages));
        expect(clip.signals).toEqual(plain.signals);
        expect(clip.warning).toBeNull();
      }),
      { numRuns: 10 },
    );
  });

  it('decodes a stream without a last page, with a warning', async () => {
    const plain = await decodeBytes(writePages(draft(name, 2)));
    await fc.assert(
      fc.asyncProperty(perPage, async (packets) => {
        const clip = await decodeBytes(writePages(changed(packets, () => ({ isLast: false }))));
        expect(clip.signals).toEqual(plain.signals);
        expect(clip.warning?.code).toBe('clip.truncated');
      }),
      { numRuns: 4 },
    );
  });

  it('decodes all packets if the positions are too small, or no page states one', async () => {
    const plain = await decodeBytes(writePages(draft(name, 2)));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 2 }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        async (packets, factor) => {
          const small = changed(packets, ({ granule }) => ({ granule: Math.floor(granule * factor) }));
          const clip = await decodeBytes(writePages(small));
          expect(clip.signals).toEqual(plain.signals);
          expect(clip.warning?.code).toBe('clip.header_wrong');
          const none = await decodeBytes(writePages(changed(packets, () => ({ granule: -1 }))));
          expect(none.signals).toEqual(plain.signals);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('decodes all packets around a jump of the positions, with a warning', async () => {
    const plain = await decodeBytes(writePages(draft(name, 1)));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 5, max: 9 }),
        fc.integer({ min: 10_000, max: 1e9 }),
        async (from, jump) => {
          const pages = changed(1, ({ granule }, at) => ({ granule: at < from ? granule : granule + jump }));
          const clip = await decodeBytes(writePages(pages));
          expect(clip.signals).toEqual(plain.signals);
          expect(clip.warning?.code).toBe('clip.gaps');
        },
      ),
      { numRuns: 8 },
    );
  });

  it('decodes a stream whose first pages are lost', async () => {
    const all = draft(name, 1);
    const headers = all.filter(({ isHeader }) => isHeader).length;
    const plain = await decodeBytes(writePages(all));
    for (const lost of [1, 2, 4]) {
      const clip = await decodeBytes(
        writePages(all.filter(({ sequence }) => sequence < headers || sequence >= headers + lost)),
      );
      expect(clip.durationSeconds).toBeLessThan(plain.durationSeconds);
      expect(clip.durationSeconds).toBeGreaterThan(plain.durationSeconds * 0.3);
    }
  });

  it('never lacks a lost page without a word', async () => {
    const all = draft(name, 1);
    const headers = all.filter(({ isHeader }) => isHeader).length;
    const { durationSeconds } = await decodeBytes(writePages(all));
    for (let lost = headers + 1; lost < all.length - 1; lost++) {
      const pages = writePages(all.filter((_, at) => at !== lost));
      const found = await decodeBytes(pages).then(
        (clip) =>
          clip.warning?.code ?? (durationSeconds - clip.durationSeconds < 0.19 ? 'nearly whole' : 'lost'),
        (error: unknown) => (error as { code: string }).code,
      );
      expect(found).toMatch(
        name === 'opus' ? /^clip\.(gaps|malformed)$/ : /^(clip\.(gaps|malformed)|nearly whole)$/,
      );
    }
  });

  it('decodes streams that follow one another, of any serial numbers, as one clip', async () => {
    const plain = await decodeBytes(writePages(draft(name, 2)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { minLength: 2, maxLength: 4 }),
        fc.boolean(),
        async (serials, isEnded) => {
          const links = serials.map((serial, at) =>
            writePages(
              changed(2, ({ isLast }) => ({ isLast: isLast && (isEnded || at === serials.length - 1) })),
              serial,
            ),
          );
          const clip = await decodeBytes(Buffer.concat(links));
          expect(clip.durationSeconds).toBeCloseTo(serials.length * plain.durationSeconds, 6);
          expect(clip.warning).toBeNull();
        },
      ),
      { numRuns: 8 },
    );
  });

  it('reads past a little junk between and behind pages, and rejects a lot of it', async () => {
    const pages = draft(name, 2).map((page) => writePages([page]));
    const size = Buffer.concat(pages).length;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: pages.length }),
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
        async (at, share) => {
          const junk = new Uint8Array(Math.ceil(size * share)).fill(0x4f);
          const read = decodeBytes(Buffer.concat([...pages.slice(0, at), junk, ...pages.slice(at)]));
          if (junk.length / (size + junk.length) > 0.1)
            await expect(read).rejects.toMatchObject({ code: 'clip.partly_unread' });
          else
            expect((await read).warning?.code ?? 'none').toBe(
              junk.length / (size + junk.length) > 0.01 ? 'clip.partly_unread' : 'none',
            );
        },
      ),
      { numRuns: 10 },
    );
  });

  it('rejects streams that alternate, and a change of the codec', async () => {
    const one = draft(name, 2);
    const other = draft(name === 'opus' ? 'vorbis' : 'opus', 2);
    const alternating = [
      writePages(one.slice(0, 1)),
      writePages(other.slice(0, 1), 2),
      writePages(one.slice(1)),
    ];
    await expect(decodeBytes(Buffer.concat(alternating))).rejects.toMatchObject({
      code: 'clip.unsupported_codec',
    });
    const changing = Buffer.concat([writePages(one), writePages(other, 2)]);
    await expect(decodeBytes(changing)).rejects.toMatchObject({ code: 'clip.unsupported_codec' });
  });
});
