import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleStreamSource } from '../clip-source.js';
import { forEachSegment, SEGMENTED_CLIP_LIMITS } from '../clip-segments.js';
import { readSignals } from '../read-signals.js';
import { aiff, au, caf, w64, type ContainerOptions } from '../testing/container-writer.js';
import { decodeBytes } from '../testing/decode-bytes.js';
import { pcm16, sine, wav } from '../testing/wav-writer.js';
import { preprocessingSchema } from '#libs/contracts';

type Write = (samples: Int16Array, options: Omit<ContainerOptions, 'bits'>) => Uint8Array;

function swap(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(Buffer.from(bytes).swap16());
}

/** Every container that holds 16-bit PCM. */
const WRITERS: readonly (readonly [string, Write])[] = [
  ['AIFF', (samples, options) => aiff(swap(pcm16(samples)), { ...options, bits: 16 })],
  ['AIFF-C, twos', (samples, options) => aiff(swap(pcm16(samples)), { ...options, bits: 16 }, 'twos')],
  ['AIFF-C, sowt', (samples, options) => aiff(pcm16(samples), { ...options, bits: 16 }, 'sowt')],
  ['AU', (samples, options) => au(swap(pcm16(samples)), { ...options, bits: 16 }, 3)],
  ['CAF, big-endian', (samples, options) => caf(swap(pcm16(samples)), { ...options, bits: 16 }, 'lpcm', 0)],
  ['CAF, little-endian', (samples, options) => caf(pcm16(samples), { ...options, bits: 16 }, 'lpcm', 2)],
  ['Wave64', (samples, options) => w64(pcm16(samples), { ...options, bits: 16 }, 1)],
];

const options = fc.record({
  channels: fc.integer({ min: 1, max: 3 }),
  sampleRateHz: fc.constantFrom(8_000, 11_025, 16_000, 44_100, 48_000, 96_000),
  extra: fc.option(fc.uint8Array({ maxLength: 50 }), { nil: undefined }),
});

function toSamples(values: readonly number[], channels: number): Int16Array {
  return Int16Array.from(values.slice(0, values.length - (values.length % channels)));
}

describe.each(WRITERS)('%s', (_name, write) => {
  it('has the signal of a WAV file of the same samples, to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        options,
        fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 3, maxLength: 3_000 }),
        async (format, values) => {
          const samples = toSamples(values, format.channels);
          const plain = wav(pcm16(samples), format);
          const own = write(samples, without(format));
          expect(await readSignals(own)).toEqual(await readSignals(plain));
          expect(await decodeBytes(own, { channels: 'each' })).toEqual(
            await decodeBytes(plain, { channels: 'each' }),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([0, 0xffffffff, 0x7ffffff0])(
    'reads to the end if the writer left %i as the size of the samples',
    async (dataSize) => {
      const samples = toSamples([1, 2, 3, 4, 5, 6, 7, 8], 2);
      const bytes = write(samples, { channels: 2, sampleRateHz: 16_000, dataSize });
      expect((await decodeBytes(bytes)).durationSeconds).toBe(4 / 16_000);
    },
  );

  it('reports a cut file, and keeps its beginning if it is lenient', async () => {
    const bytes = write(
      Int16Array.from({ length: 4_000 }, (_, i) => i),
      { channels: 1, sampleRateHz: 16_000 },
    );
    const cut = bytes.subarray(0, bytes.length - 1_000);
    await expect(decodeBytes(cut)).rejects.toMatchObject({ code: 'clip.truncated' });
    const { signals, warning } = await decodeBytes(cut, { lenient: true });
    expect(signals[0]?.length).toBeGreaterThanOrEqual(3_490);
    expect(warning).toMatchObject({ code: 'clip.truncated' });
  });

  it('reads a file whose header counts itself as samples', async () => {
    const samples = Int16Array.from({ length: 8_000 }, (_, i) => i);
    const format = { channels: 1, sampleRateHz: 16_000 };
    const bytes = write(samples, { ...format, dataSize: 16_044 });
    expect((await decodeBytes(bytes)).signals).toEqual((await decodeBytes(write(samples, format))).signals);
  });

  it('throws a coded error at every truncation point', async () => {
    const bytes = write(Int16Array.of(1, 2, 3, 4), { channels: 2, sampleRateHz: 16_000 });
    for (let length = 1; length < bytes.length - 8; length++)
      await expect(decodeBytes(bytes.subarray(0, length)), `${length} bytes`).rejects.toMatchObject({
        code: expect.stringMatching(/^clip\.(truncated|empty|not_audio)$/) as string,
      });
  });

  it('streams as it decodes in memory', async () => {
    const samples = Int16Array.from(sine(440, 16_000, 16_000), (value) => Math.round(32_767 * value));
    const bytes = write(samples, { channels: 1, sampleRateHz: 16_000 });
    const read = (piece: number) => segmentsOf(bytes, piece);
    expect(await read(1_237)).toEqual(await read(bytes.length));
  });
});

function without({
  extra,
  ...format
}: {
  extra: Uint8Array | undefined;
  channels: number;
  sampleRateHz: number;
}) {
  return extra === undefined ? format : { ...format, extra };
}

async function segmentsOf(bytes: Uint8Array, piece: number): Promise<number[][]> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    await Promise.resolve();
  }
  const found: number[][] = [];
  await forEachSegment(
    sampleStreamSource(pieces, bytes.length),
    {
      resampler: 'kaiser-8',
      preprocessing: preprocessingSchema.parse({}),
      segments: { windowSeconds: 0.5, hopSeconds: 0.25 },
      limits: SEGMENTED_CLIP_LIMITS,
    },
    ({ samples }) => found.push([...samples]),
  );
  return found;
}

describe('other encodings of the containers', () => {
  const format = { channels: 1, sampleRateHz: 16_000 };
  const one = (bytes: Uint8Array) => decodeBytes(bytes).then(({ signals }) => [...(signals[0] ?? [])]);

  it.each([
    ['AIFF of 8 bits', aiff(Uint8Array.of(0x80, 0x40), { ...format, bits: 8 }), [-1, 0.5]],
    ['AIFF of 24 bits', aiff(Uint8Array.of(0x40, 0, 0, 0xc0, 0, 0), { ...format, bits: 24 }), [0.5, -0.5]],
    ['AIFF of 12 bits', aiff(Uint8Array.of(0x40, 0), { ...format, bits: 12 }), [0.5]],
    ['AIFF-C of fl32', aiff(Uint8Array.of(0x3f, 0, 0, 0), { ...format, bits: 32 }, 'fl32'), [0.5]],
    ['AIFF-C of 42ni', aiff(Uint8Array.of(0, 0, 0x40), { ...format, bits: 24 }, '42ni'), [0.5]],
    ['AIFF-C of raw', aiff(Uint8Array.of(0xc0), { ...format, bits: 8 }, 'raw '), [0.5]],
    ['AU of 8 bits', au(Uint8Array.of(0x40), { ...format, bits: 8 }, 2), [0.5]],
    ['AU of A-law', au(Uint8Array.of(0xaa), { ...format, bits: 8 }, 27), [0.984375]],
    [
      'AU of 64-bit floats',
      au(Uint8Array.of(0x3f, 0xe0, 0, 0, 0, 0, 0, 0), { ...format, bits: 64 }, 7),
      [0.5],
    ],
    ['CAF of 32-bit floats', caf(Uint8Array.of(0, 0, 0, 0x3f), { ...format, bits: 32 }, 'lpcm', 3), [0.5]],
    ['CAF of mu-law', caf(Uint8Array.of(0x80), { ...format, bits: 8 }, 'ulaw', 0), [0.9803466796875]],
    ['Wave64 of 8 bits', w64(Uint8Array.of(0xc0), { ...format, bits: 8 }, 1), [0.5]],
  ])('decodes %s', async (_name, bytes, expected) => {
    expect(await one(bytes)).toEqual(expected);
  });

  it.each([
    ['AIFF-C', aiff(new Uint8Array(8), { ...format, bits: 16 }, 'MAC3'), '"MAC3"'],
    ['AU', au(new Uint8Array(8), { ...format, bits: 4 }, 23), 'G.721'],
    ['CAF', caf(new Uint8Array(8), { ...format, bits: 16 }, 'QDM2', 0), '"QDM2"'],
  ])('names a codec of %s that no decoder reads', async (_name, bytes, shown) => {
    await expect(decodeBytes(bytes)).rejects.toMatchObject({
      code: 'clip.unsupported_codec',
      message: expect.stringContaining(shown) as string,
    });
  });

  it.each([
    ['AIFF of 0 channels', aiff(new Uint8Array(8), { ...format, channels: 0, bits: 16 })],
    ['AIFF of 99 bits', aiff(new Uint8Array(80), { ...format, bits: 99 })],
    ['AU of 0 Hz', au(new Uint8Array(8), { ...format, sampleRateHz: 0, bits: 16 }, 3)],
    ['CAF of 5 bits in floats', caf(new Uint8Array(8), { ...format, bits: 5 }, 'lpcm', 1)],
  ])('rejects %s', async (_name, bytes) => {
    await expect(decodeBytes(bytes)).rejects.toMatchObject({ code: 'clip.malformed' });
  });
});
