import fc from 'fast-check';
import { SerenadeError } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { decodeBytes, decodeWavBytes } from './testing/decode-bytes.js';
import { ascii, chunk, concat, formatBody, pcm16, wav } from './testing/wav-writer.js';

/** Returns code and message of the error that decoding throws. */
async function failureOf(bytes: Uint8Array): Promise<{ code: string; message: string }> {
  try {
    await decodeBytes(bytes);
  } catch (error) {
    if (error instanceof SerenadeError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'none', message: '' };
}

const valid = wav(pcm16([1, 2, 3, 4]), { before: [chunk('FLLR', new Uint8Array(7))] });

describe('decodeClip on damaged input', () => {
  it('rejects unknown bytes as not audio and reports the first', async () => {
    const { code, message } = await failureOf(concat([ascii('hell'), Uint8Array.of(0, 1, 2, 0xfe, 0, 3)]));
    expect(code).toBe('clip.not_audio');
    expect(message).toContain('68 65 6c 6c');
  });

  it('rejects a RIFF file of another form as not audio', async () => {
    expect(await failureOf(chunk('RIFF', ascii('AVI LIST')))).toMatchObject({ code: 'clip.not_audio' });
  });

  it.each([
    ['big-endian WAV (RIFX)', ascii('RIFX\x00\x00\x00\x00WAVE')],
    ['NIST SPHERE', ascii('NIST_1A\n')],
  ])('names the unsupported format %s', async (name, start) => {
    const { code, message } = await failureOf(concat([Uint8Array.from(start), new Uint8Array(64)]));
    expect(code).toBe('clip.unsupported_codec');
    expect(message).toContain(`The clip is ${name};`);
  });

  it.each([
    [0x0045, 4, 'G.726'],
    [0x0002, 8, 'Microsoft ADPCM'],
    [0x0001, 64, 'PCM'],
    [0x0003, 16, 'float'],
    [0x1234, 16, 'unknown'],
  ])('names the codec of format tag %i with %i bits', async (tag, bits, name) => {
    const { code, message } = await failureOf(wav(new Uint8Array(8), { tag, bits, blockAlign: 2 }));
    expect(code).toBe('clip.unsupported_codec');
    expect(message).toContain(`(${name})`);
  });

  it.each([
    ['0 channels', { channels: 0 }],
    ['0 Hz', { sampleRateHz: 0 }],
    ['768001 Hz', { sampleRateHz: 768_001 }],
    ['999 Hz', { sampleRateHz: 999 }],
    ['0 bits', { bits: 0 }],
  ])('reports a header of %s as malformed', async (found, options) => {
    const { code, message } = await failureOf(wav(pcm16([1, 2]), options));
    expect(code).toBe('clip.malformed');
    expect(message).toContain(found);
  });

  it.each([NaN, Infinity, -Infinity, 1e30])('reports a float sample of %f as malformed', async (value) => {
    const data = new Uint8Array(Float32Array.of(0.5, value).buffer);
    expect(await failureOf(wav(data, { tag: 3, bits: 32 }))).toMatchObject({ code: 'clip.malformed' });
  });

  it('reports 0 bytes, an empty data chunk and less than one frame as empty', async () => {
    expect(await failureOf(new Uint8Array())).toMatchObject({ code: 'clip.empty' });
    expect(await failureOf(wav(new Uint8Array()))).toMatchObject({ code: 'clip.empty' });
    expect(await failureOf(wav(Uint8Array.of(1)))).toMatchObject({ code: 'clip.empty' });
  });

  it('trusts a data size of 0 if the RIFF size is true', async () => {
    const bytes = wav(new Uint8Array(), { after: [chunk('LIST', ascii('INFO'))] });
    expect(await failureOf(bytes)).toMatchObject({ code: 'clip.empty' });
  });

  it('reports how many bytes a cut data chunk promises and has', async () => {
    const { code, message } = await failureOf(wav(pcm16([1, 2]), { dataSize: 1000 }));
    expect(code).toBe('clip.truncated');
    expect(message).toContain('promises 1000 bytes, but has 4');
  });

  it('throws a coded error at every truncation point of a valid file', async () => {
    expect(decodeWavBytes(valid).signal).toHaveLength(4);
    for (let length = 0; length < valid.length; length++) {
      const expected = length === 0 ? 'clip.empty' : 'clip.truncated';
      expect(await failureOf(valid.subarray(0, length)), `${length} bytes`).toMatchObject({ code: expected });
    }
  });
});

/** Generates random bytes, and valid files with a few bytes changed or cut off. */
const damagedBytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => concat([ascii('RIFF\x00\x00\x00\x00WAVE'), bytes])),
  fc
    .tuple(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 200 }))
    .map(([fmt, data]) => chunk('RIFF', concat([ascii('WAVE'), chunk('fmt ', fmt), chunk('data', data)]))),
  fc
    .record({
      tag: fc.constantFrom(1, 2, 3, 6, 7, 0x11, 0x31, 0x55, 0xfffe),
      channels: fc.integer({ min: 0, max: 9 }),
      bits: fc.constantFrom(4, 8, 16, 24, 32, 64),
      sampleRateHz: fc.constantFrom(8000, 44_100),
      data: fc.uint8Array({ maxLength: 600 }),
      dataSize: fc.option(fc.integer({ min: 0, max: 0xffffffff }), { nil: null }),
    })
    .map(({ data, dataSize, ...format }) => {
      const blockAlign = format.tag === 0x11 ? 16 * format.channels : (format.channels * format.bits) / 8;
      const fmt = chunk('fmt ', formatBody({ ...format, blockAlign }));
      return chunk('RIFF', concat([ascii('WAVE'), fmt, chunk('data', data, dataSize ?? data.length)]));
    }),
  fc
    .tuple(fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(valid.length))
    .map(([changes, length]) => {
      const bytes = valid.slice(0, length);
      for (const [at, value] of changes) if (at < length) bytes[at] = value;
      return bytes;
    }),
);

describe('decodeClip on random input', () => {
  it('returns finite samples, limited by the bytes, or throws a coded clip error', async () => {
    await fc.assert(
      fc.asyncProperty(damagedBytes, async (bytes) => {
        try {
          const { signals, peak } = await decodeBytes(bytes);
          const [signal = new Float32Array()] = signals;
          expect(signal.every(Number.isFinite) && Number.isFinite(peak)).toBe(true);
          expect(signal.length).toBeLessThanOrEqual(2 * bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(SerenadeError);
          expect(error).toMatchObject({ code: expect.stringMatching(/^clip\./) as string });
        }
      }),
      { numRuns: 3000 },
    );
  });
});
