import { describe, expect, it } from 'vitest';
import { encodeWav } from './encode-wav.js';
import { decodeWavBytes } from './testing/decode-bytes.js';

describe('encodeWav', () => {
  it('writes a file that decodes to its samples', () => {
    const file = encodeWav(Int16Array.of(1000, -1000, 32_767, -32_767), { sampleRateHz: 8000, channels: 2 });
    expect(decodeWavBytes(file)).toMatchObject({
      channels: 2,
      sampleRateHz: 8000,
      signal: Float32Array.of(0, 0),
    });
  });

  it('clips float samples beyond full scale', () => {
    const { signal } = decodeWavBytes(encodeWav(Float32Array.of(0.5, 2, -2), { sampleRateHz: 16_000 }));
    expect(Array.from(signal, (value) => 32_768 * value)).toEqual([16_384, 32_767, -32_767]);
  });
});
