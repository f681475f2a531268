import wavefile from 'wavefile';
import { expect, it } from 'vitest';
import { encodeWav } from './wav.js';

it('writes a standard WAV file: rate, and samples in order, clipped at full scale', async () => {
  const blob = encodeWav([Float32Array.of(0, 0.5, -0.5), Float32Array.of(2, -2)], 48_000);
  expect(blob.type).toBe('audio/wav');
  const wav = new wavefile.WaveFile(new Uint8Array(await blob.arrayBuffer()));
  expect(wav.fmt).toMatchObject({ numChannels: 1, sampleRate: 48_000, bitsPerSample: 16 });
  expect([...(wav.getSamples() as unknown as Iterable<number>)]).toEqual([
    0, 16_384, -16_383, 32_767, -32_767,
  ]);
});
