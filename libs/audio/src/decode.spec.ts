import fc from 'fast-check';
import wavefile from 'wavefile';
import { describe, expect, it } from 'vitest';
import { decodeBytes, decodeWavBytes } from './testing/decode-bytes.js';
import { chunk, concat, formatBody, ascii, pcm16, sine, wav } from './testing/wav-writer.js';

const { WaveFile } = wavefile;
const RATE = 16_000;
const tone = sine(440, RATE, 1000);

/** Writes the tone with `wavefile`: from 16-bit samples, converted to the encoding. */
function writeTone(encoding: string): Uint8Array {
  const samples = Array.from(tone, (value) => Math.round(value * 32768));
  const file = new WaveFile();
  // wavefile writes IMA ADPCM at 8 kHz only; the samples are the same.
  file.fromScratch(1, encoding === '4' ? 8000 : RATE, '16', samples);
  if (encoding === '8a') file.toALaw();
  else if (encoding === '8m') file.toMuLaw();
  else if (encoding === '4') file.toIMAADPCM();
  else if (encoding !== '16') file.toBitDepth(encoding);
  return file.toBuffer();
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? NaN))), 0);
}

describe('decodeClip of WAV', () => {
  it.each([
    ['8', 1 / 64],
    ['16', 1 / 32768],
    ['24', 1 / 16384],
    ['32', 1 / 16384],
    ['32f', 1 / 16384],
    ['64', 1 / 16384],
    ['8a', 1 / 32],
    ['8m', 1 / 64],
  ])('decodes the %s encoding of wavefile to the same signal within %f', (encoding, tolerance) => {
    const clip = decodeWavBytes(writeTone(encoding));
    expect(clip.sampleRateHz).toBe(RATE);
    expect(clip.signal).toHaveLength(tone.length);
    expect(largestDifference(clip.signal, tone)).toBeLessThan(tolerance);
  });

  it('decodes IMA ADPCM like wavefile, which repeats the first sample and leaves out the last block', () => {
    const bytes = writeTone('4');
    const { signal } = decodeWavBytes(bytes);
    const file = new WaveFile(bytes);
    file.fromIMAADPCM();
    const wanted = Array.from(file.getSamples(false, Int16Array)).slice(1, 505);
    expect(Array.from(signal.subarray(0, 504), (value) => value * 32768)).toEqual(wanted);
  });

  it('decodes a stereo block of IMA ADPCM by the recommendation, and the fact chunk cuts its padding', () => {
    // Predictors 1000 and -1000, step index 0; then +7 and two times +1, and -7 and two times +1; groups in turn.
    const left = [0xe8, 0x03, 0, 0];
    const right = [0x18, 0xfc, 0, 0];
    const data = Uint8Array.from([...left, ...right, 0x04, 0, 0, 0, 0x0c, 0, 0, 0]);
    const options = { tag: 0x11, bits: 4, channels: 2, blockAlign: 16 };
    const clip = decodeWavBytes(wav(data, options));
    expect(Array.from(clip.signal, (value) => value * 32768)).toEqual([0, 0, 1, 2, 2, 2, 2, 2, 2]);
    const fact = chunk('fact', Uint8Array.of(3, 0, 0, 0));
    expect(decodeWavBytes(wav(data, { ...options, before: [fact] })).signal).toHaveLength(3);
    // libsndfile divides by the channels once too often; a length shorter than the full blocks is invalid.
    const twice = Uint8Array.from([...data, ...data]);
    expect(decodeWavBytes(wav(twice, { ...options, before: [fact] })).signal).toHaveLength(18);
  });

  it('decodes full scale of 8, 16, 24 and 32 bits as -1', () => {
    const least = { 8: [0], 16: [0, 0x80], 24: [0, 0, 0x80], 32: [0, 0, 0, 0x80] };
    for (const [bits, bytes] of Object.entries(least)) {
      expect(decodeWavBytes(wav(Uint8Array.from(bytes), { bits: Number(bits) })).signal).toEqual(
        Float32Array.of(-1),
      );
    }
  });

  it('mixes equal channels down to the mono signal', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ minLength: 1, maxLength: 300 }),
        fc.integer({ min: 2, max: 6 }),
        (mono, channels) => {
          const interleaved = Array.from(mono).flatMap((value) =>
            Array.from({ length: channels }, () => value),
          );
          const mixed = decodeWavBytes(wav(pcm16(interleaved), { channels }));
          expect(mixed.signal).toEqual(decodeWavBytes(wav(pcm16(mono))).signal);
          expect(mixed.channels).toBe(channels);
        },
      ),
    );
  });

  it('mixes down to the mean of the channels and reports its peak', () => {
    const clip = decodeWavBytes(wav(pcm16([16384, -16384, 8192, 16384]), { channels: 2 }));
    expect(Array.from(clip.signal)).toEqual([0, 0.375]);
    expect(clip).toMatchObject({ channels: 2, peak: 0.375, durationSeconds: 2 / RATE });
  });

  it('skips chunks before and behind the data, and the pad byte of odd ones', () => {
    const before = [chunk('FLLR', new Uint8Array(4044)), chunk('junk', ascii('odd'))];
    const bytes = wav(pcm16([1000, -1000]), { before, after: [chunk('LIST', ascii('INFO'))] });
    expect(Array.from(decodeWavBytes(bytes).signal)).toEqual([1000 / 32768, -1000 / 32768]);
  });

  it.each([0, 0xffffffff, 0x7fffffff, 0x80000000, 0xffffffff - 36])(
    'reads to the end when a streaming writer left the data size %i',
    (dataSize) => {
      const bytes = wav(pcm16([1, 2, 3]), { dataSize, riffSize: 0xffffffff });
      expect(decodeWavBytes(bytes).signal).toHaveLength(3);
    },
  );

  it('reads the size of an RF64 file from ds64 and stops there', () => {
    const ds64 = new DataView(new ArrayBuffer(28));
    ds64.setBigUint64(8, 4n, true);
    const body = [
      ascii('WAVE'),
      chunk('ds64', new Uint8Array(ds64.buffer)),
      chunk('fmt ', formatBody({})),
      chunk('data', pcm16([1, 2]), 0xffffffff),
      chunk('LIST', ascii('INFO')),
    ];
    expect(decodeWavBytes(chunk('RF64', concat(body), 0xffffffff)).signal).toHaveLength(2);
  });

  it('decodes WAVE_FORMAT_EXTENSIBLE by its sub-format, 20 valid bits of 24 included', () => {
    const fmt = new Uint8Array(40);
    fmt.set(formatBody({ tag: 0xfffe, bits: 24 }));
    fmt.set([22, 0, 20, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71], 16);
    const data = chunk('data', Uint8Array.of(0, 0, 0x40));
    const bytes = chunk('RIFF', concat([ascii('WAVE'), chunk('fmt ', fmt), data]));
    expect(Array.from(decodeWavBytes(bytes).signal)).toEqual([0.5]);
  });

  it('reads bytes at any offset of their buffer', () => {
    const bytes = wav(pcm16([100, 200, 300]));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeWavBytes(shifted.subarray(3)).signal).toEqual(decodeWavBytes(bytes).signal);
  });

  it('decodes G.711 codes to the values of the recommendation', () => {
    const law = (tag: number, code: number): number =>
      (decodeWavBytes(wav(Uint8Array.of(code), { tag, bits: 8 })).signal[0] ?? NaN) * 32768;
    expect([law(6, 0xd5), law(6, 0x55), law(6, 0xaa), law(6, 0x2a)]).toEqual([8, -8, 32256, -32256]);
    expect([law(7, 0xff), law(7, 0x80), law(7, 0x00), law(7, 0xf0)]).toEqual([0, 32124, -32124, 120]);
  });
});

describe('decodeClip', () => {
  it('rejects a clip beyond the duration limit before it reads a sample', async () => {
    const bytes = wav(pcm16(new Int16Array(2 * RATE)));
    const within = (maxDurationSeconds: number) => decodeBytes(bytes, { limits: { maxDurationSeconds } });
    expect((await within(2)).durationSeconds).toBe(2);
    await expect(within(1.9)).rejects.toMatchObject({
      code: 'clip.too_long',
      message: expect.stringContaining('2.0 s') as string,
    });
  });
});
