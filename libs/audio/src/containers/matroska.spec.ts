import { SerenadeError } from '#libs/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../testing/decode-bytes.js';
import { IDS, element, matroska, number, simpleBlock, trackEntry } from '../testing/ebml-writer.js';
import { ascii, concat, pcm16 } from '../testing/wav-writer.js';
import { readMatroska } from './matroska.js';

const audio = trackEntry(1, 'audio');
const [one, two, three] = [pcm16([1, 2]), pcm16([3, 4]), pcm16([5, 6])];
const packetsOf = (bytes: Uint8Array) => readMatroska(bytes).packets.map((packet) => [...packet]);
const all = [[...one], [...two], [...three]];
const codeOf = (bytes: Uint8Array): string => {
  try {
    return `read ${String(readMatroska(bytes).packets.length)}`;
  } catch (error) {
    return error instanceof SerenadeError ? error.code : `uncoded ${String(error)}`;
  }
};

describe('readMatroska', () => {
  it.each([false, true])('reads blocks in order, with sizes unknown: %s', (isOpen) => {
    const blocks = [one, two, three].map((content) => simpleBlock(1, content));
    expect(packetsOf(matroska([audio], blocks, isOpen))).toEqual(all);
  });

  it.each([
    ['Xiph', 1, [2, 4, 4]],
    ['fixed-size', 2, [2]],
    // 4 bytes, then a difference of 0: the bias of one byte is 63.
    ['EBML', 3, [2, 0x84, 0x80 | 63]],
  ] as const)('splits %s lacing', (_, lacing, head) => {
    const content = concat([Uint8Array.from(head), one, two, three]);
    expect(packetsOf(matroska([audio], [simpleBlock(1, content, lacing)]))).toEqual(all);
  });

  it('restores the bytes that header stripping removed', () => {
    const compression = concat([number(IDS.algorithm, 3), element(IDS.settings, Uint8Array.of(9))]);
    const encoding = element(IDS.encoding, element(IDS.compression, compression));
    const entry = trackEntry(1, 'audio', { parts: [element(IDS.encodings, encoding)] });
    expect(packetsOf(matroska([entry], [simpleBlock(1, one)]))).toEqual([[9, ...one]]);
  });

  it('takes the default audio track and names the others', () => {
    const entries = [
      trackEntry(1, 'video'),
      trackEntry(2, 'audio', { isDefault: false }),
      trackEntry(3, 'audio'),
    ];
    const blocks = [simpleBlock(1, three), simpleBlock(2, two), simpleBlock(3, one)];
    const track = readMatroska(matroska(entries, blocks));
    expect(track.packets).toEqual([one]);
    expect(track.others).toBe('1 video track and 1 audio track');
  });

  it('rejects a file without an audio track with a code of its own', () => {
    expect(codeOf(matroska([trackEntry(1, 'video')], [simpleBlock(1, one)]))).toBe('clip.no_audio_track');
  });

  it('reports a file that is shorter than its segment promises', () => {
    const file = matroska([audio], [simpleBlock(1, one), simpleBlock(1, two)]);
    expect(readMatroska(file).error).toBeNull();
    expect(readMatroska(file.subarray(0, -1)).error).toMatchObject({ code: 'clip.truncated' });
    expect(packetsOf(file.subarray(0, -1))).toEqual([[...one]]);
  });

  it('decodes the sound before a cut with a warning if it is lenient', async () => {
    const file = matroska([audio], [simpleBlock(1, one), simpleBlock(1, two)]).subarray(0, -1);
    await expect(decodeBytes(file)).rejects.toMatchObject({ code: 'clip.truncated' });
    const { signals, warning } = await decodeBytes(file, { lenient: true });
    expect(signals).toEqual([Float32Array.of(1 / 32_768, 2 / 32_768)]);
    expect(warning).toMatchObject({ code: 'clip.truncated' });
  });

  it('names an unsupported codec', () => {
    const entry = trackEntry(1, 'audio', { parts: [element(IDS.codecId, ascii('A_DTS'))] });
    expect(codeOf(matroska([entry], [simpleBlock(1, one)]))).toBe('clip.unsupported_codec');
  });

  it('reads or rejects blocks of any bytes and lacing without memory beyond the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 3 }), (content, lacing) => {
        const file = matroska([audio], [simpleBlock(1, content, lacing)]);
        expect(codeOf(file)).toMatch(/^(read \d+|clip\.malformed)$/);
        if (codeOf(file).startsWith('read')) {
          const bytes = readMatroska(file).packets.reduce((sum, { length }) => sum + length, 0);
          expect(bytes).toBeLessThanOrEqual(content.length);
        }
      }),
    );
  });
});
