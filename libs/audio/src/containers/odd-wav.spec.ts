import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource, sampleStreamSource } from '../clip-source.js';
import { readSignals } from '../read-signals.js';
import { decodeBytes } from '../testing/decode-bytes.js';
import { ascii, chunk, concat, formatBody, pcm16, sine, wav } from '../testing/wav-writer.js';
import { SignalCollector } from '../signal-collector.js';
import { Deadline } from '../limits.js';

const samples = Int16Array.from(sine(300, 16_000, 2000), (value) => Math.round(20_000 * value) + 1);
const data = pcm16(samples);
const plain = wav(data);
const U16 = [22, 32, 34] as const; // channels, block align, bits
const U32 = [4, 24, 28, 16, 40] as const; // RIFF size, rate, byte rate, fmt size, data size
const expected = await decodeBytes(plain);

function patch(offset: number, value: number, bytes: 2 | 4): Uint8Array {
  const copy = plain.slice();
  const view = new DataView(copy.buffer);
  if (bytes === 2) view.setUint16(offset, value, true);
  else view.setUint32(offset, value, true);
  return copy;
}

const codeOf = async (bytes: Uint8Array) =>
  readSignals(bytes).then(
    ({ warning }) => warning?.code ?? 'none',
    (error: unknown) => (error as { code: string }).code,
  );

describe('decodeClip of a WAV file with one wrong field', () => {
  it.each([32, 28, 4])('decodes the samples whatever the field at byte %i states', async (offset) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(offset === 32 ? 0xffff : 0xffff_ffff), async (value) => {
        const clip = await decodeBytes(patch(offset, value, offset === 32 ? 2 : 4));
        expect(clip.signals).toEqual(expected.signals);
        if (offset === 32 && value !== 2) expect(clip.warning?.code).toBe('clip.header_wrong');
      }),
      { numRuns: 40 },
    );
  });

  it.each([0, 8, 24, 32, 17, 9])('decodes the samples if the header states %i bits', async (bits) => {
    const clip = await decodeBytes(patch(34, bits, 2));
    expect(clip.signals).toEqual(expected.signals);
  });

  it.each([0, 2])('decodes the samples if the header states %i channels', async (channels) => {
    const clip = await decodeBytes(patch(22, channels, 2));
    expect(clip.signals).toEqual(expected.signals);
    expect(clip.warning?.code).toBe('clip.header_wrong');
  });

  it('derives a rate of 0 from the byte rate', async () => {
    expect(await decodeBytes(patch(24, 0, 4))).toMatchObject({
      sampleRateHz: 16_000,
      warning: { code: 'clip.header_wrong' },
    });
  });

  it.each([
    0,
    data.length + 44,
    data.length + 36,
    data.length + 1,
    data.length + 40,
    0x8000_0024,
    0x7fff_ff00,
  ])('decodes all samples if the data chunk states %i bytes', async (size) => {
    expect((await decodeBytes(patch(40, size, 4))).signals).toEqual(expected.signals);
  });

  it('never loses samples without a word, whatever size the data chunk states', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.nat(8000), fc.nat(0xffff_ffff)), async (size) => {
        const code = await codeOf(patch(40, size, 4));
        const isWhole = Math.abs(size - data.length) < 2 || size === 0;
        if (!isWhole && code === 'none') {
          const { durationSeconds } = await decodeBytes(patch(40, size, 4));
          expect(durationSeconds).toBeGreaterThan(0.99 * expected.durationSeconds);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('finds the data behind a chunk whose size is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('LIST', 'bext', 'JUNK'),
        fc.integer({ min: 0, max: 60 }),
        fc.nat(0xffff_ffff),
        async (id, length, size) => {
          const bytes = wav(data, { before: [chunk(id, new Uint8Array(length).fill(0x2e), size)] });
          const clip = await decodeBytes(bytes);
          expect(clip.signals).toEqual(expected.signals);
          const isRight = size + (size % 2) === length + (length % 2);
          if (!isRight) expect(clip.warning?.code).toBe('clip.header_wrong');
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives a coded error or finite samples for any value of any field', async () => {
    const field = fc.oneof(
      fc.tuple(fc.constantFrom(...U16), fc.nat(0xffff), fc.constant(2 as const)),
      fc.tuple(fc.constantFrom(...U32), fc.nat(0xffff_ffff), fc.constant(4 as const)),
    );
    await fc.assert(
      fc.asyncProperty(field, async ([offset, value, size]) => {
        expect(await codeOf(patch(offset, value, size))).toMatch(/^(none|clip\.[a-z_]+)$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('decodeClip of WAV files of other writers', () => {
  const wide = (shift: number) =>
    new Uint8Array(Int32Array.from(samples, (sample) => sample << shift).buffer);
  const fine = Int32Array.from(samples, (sample, i) => (sample << 8) + (i % 256));

  it.each([
    ['the high bytes', wide(16)],
    ['the low bytes', wide(8)],
  ])('decodes 24 bits in %s of four', async (_, body) => {
    const clip = await decodeBytes(wav(body, { bits: 24, blockAlign: 4 }));
    expect(clip.signals).toEqual(expected.signals);
    expect(clip.warning).toBeNull();
  });

  it('decodes real 24-bit samples in either place alike', async () => {
    const low = await decodeBytes(wav(new Uint8Array(fine.buffer), { bits: 24, blockAlign: 4 }));
    const high = await decodeBytes(
      wav(new Uint8Array(fine.map((sample) => sample << 8).buffer), { bits: 24, blockAlign: 4 }),
    );
    expect(low.signals).toEqual(high.signals);
  });

  it('decodes the sub-format of B-format files', async () => {
    const fmt = new Uint8Array(40);
    fmt.set(formatBody({ tag: 0xfffe }));
    fmt.set(
      [22, 0, 16, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x21, 0x07, 0xd3, 0x11, 0x86, 0x44, 0xc8, 0xc1, 0xca, 0, 0, 0],
      16,
    );
    const bytes = chunk('RIFF', concat([ascii('WAVE'), chunk('fmt ', fmt), chunk('data', data)]));
    expect((await decodeBytes(bytes)).signals).toEqual(expected.signals);
  });

  it('rejects a second data chunk that is longer than a tenth of the file', async () => {
    const halves = wav(data.subarray(0, 2000), { after: [chunk('data', data.subarray(2000))] });
    expect(await codeOf(halves)).toBe('clip.partly_unread');
  });

  it('warns of float samples far beyond full scale', async () => {
    const body = new Uint8Array(Float32Array.from(samples).buffer);
    expect(await codeOf(wav(body, { tag: 3, bits: 32 }))).toBe('clip.beyond_full_scale');
    const loud = new Uint8Array(Float32Array.from(expected.signals[0]!, (sample) => 3 * sample).buffer);
    expect(await codeOf(wav(loud, { tag: 3, bits: 32 }))).toBe('none');
  });
});

describe('channels of opposite phase', () => {
  const stereo = (other: (sample: number) => number) =>
    wav(pcm16(Array.from(samples).flatMap((sample) => [sample, other(sample)])), { channels: 2 });

  it('are an error of their own, if the channels are mixed', async () => {
    expect(await codeOf(stereo((sample) => -sample))).toBe('clip.opposite_phase');
    expect(await codeOf(stereo((sample) => -sample + (sample % 3)))).toBe('clip.opposite_phase');
    expect(await codeOf(stereo(() => 0))).toBe('none');
    expect(await codeOf(stereo((sample) => Math.round(-0.9 * sample)))).toBe('none');
  });

  it('are not reported for a quiet clip', async () => {
    const quiet = wav(pcm16(Array.from(samples).flatMap((_, i) => [i % 5, -(i % 5)])), { channels: 2 });
    expect(await codeOf(quiet)).toBe('none');
  });
});

describe('sampleStreamSource', () => {
  async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size)
      yield await Promise.resolve(bytes.subarray(at, at + size));
  }
  const outcome = async (source: ReturnType<typeof bytesSource>) => {
    const sink = new SignalCollector('mix', { maxDurationSeconds: 600 }, new Deadline(source.size));
    try {
      const warning = await source.decode(sink, false);
      return { signals: sink.signals, code: warning?.code };
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('returns the same sound, warnings and errors as a clip in memory', async () => {
    const tag = concat([ascii('ID3\x03\0\0\0\0\0\x20'), new Uint8Array(32)]);
    const clips = [
      concat([tag, plain]),
      patch(40, 0, 4),
      patch(40, 1000, 4),
      patch(40, data.length + 44, 4),
      patch(32, 1, 2),
      wav(data, { after: [chunk('LIST', ascii('INFO')), chunk('data', data.subarray(0, 300))] }),
      concat([plain, new Uint8Array(100).fill(0x37)]),
      concat([plain, new Uint8Array(900).fill(0x37)]),
    ];
    for (const clip of clips) {
      const whole = await outcome(bytesSource(clip));
      for (const size of [999, 5000])
        expect(await outcome(sampleStreamSource(() => pieces(clip, size), clip.length))).toEqual(whole);
    }
  });

  it('finds the data behind a header of more than a MiB', async () => {
    const clip = wav(data, { before: [chunk('JUNK', new Uint8Array(1_300_000))] });
    const streamed = await outcome(sampleStreamSource(() => pieces(clip, 100_000), clip.length));
    expect(streamed).toEqual(await outcome(bytesSource(clip)));
  });
});
