import fc from 'fast-check';
import { RAW_FORMATS, type RawSound } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { addRawHeader } from './raw-header.js';
import { decodeBytes } from './testing/decode-bytes.js';

const WIDTHS: Readonly<Record<string, number>> = { '16': 2, '24': 3, '32': 4 };

describe('addRawHeader', () => {
  it('declares every format, rate and number of channels, for samples of any length', async () => {
    const raw = fc.record({
      format: fc.constantFrom(...RAW_FORMATS),
      rateHz: fc.integer({ min: 1_000, max: 768_000 }),
      channels: fc.integer({ min: 1, max: 64 }),
    });
    await fc.assert(
      fc.asyncProperty(raw, fc.integer({ min: 1, max: 50 }), fc.nat(3), async (declared, frames, rest) => {
        const width = WIDTHS[/\d\d/.exec(declared.format)?.[0] ?? ''] ?? 1;
        const left = Math.min(rest, width * declared.channels - 1);
        const bytes = new Uint8Array(frames * declared.channels * width + left);
        const { durationSeconds, ...facts } = await decodeBytes(addRawHeader(bytes, declared));
        expect(facts).toMatchObject({ sampleRateHz: declared.rateHz, channels: declared.channels });
        expect(durationSeconds).toBeCloseTo(frames / declared.rateHz, 9);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['mulaw', [0x80], 0.98034667],
    ['alaw', [0xaa], 0.984375],
    ['u8', [0xc0], 0.5],
    ['s8', [0xc0], -0.5],
    ['s16le', [0, 0x40], 0.5],
    ['s16be', [0x40, 0], 0.5],
    ['s24le', [0, 0, 0xc0], -0.5],
    ['s24be', [0xc0, 0, 0], -0.5],
    ['s32le', [0, 0, 0, 0x40], 0.5],
    ['s32be', [0x40, 0, 0, 0], 0.5],
    ['f32le', [0, 0, 0, 0x3f], 0.5],
    ['f32be', [0x3f, 0, 0, 0], 0.5],
  ] as const)('decodes a sample of %s', async (format, bytes, expected) => {
    const raw: RawSound = { format, rateHz: 8_000, channels: 1 };
    const { signals } = await decodeBytes(addRawHeader(Uint8Array.from(bytes), raw));
    expect(signals[0]?.[0]).toBeCloseTo(expected, 6);
  });

  it('leaves a clip alone that is not declared', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(addRawHeader(bytes, undefined)).toBe(bytes);
  });
});
