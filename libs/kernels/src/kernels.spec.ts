import { describe, expect, it } from 'vitest';
import { MAX_MEMORY_BYTES, reserve } from './memory.js';
import { MfccKernel } from './mfcc-kernel.js';
import { fitsKernel, type MfccTables } from './mfcc-layout.js';
import type { Pcm16, PolyphaseFilter } from './split-taps.js';
import { ResampleKernel } from './resample-kernel.js';

/** A filter of one tap, which copies every third sample. */
const third: PolyphaseFilter = {
  up: 1,
  down: 3,
  half: 0,
  taps: 4,
  phases: 1,
  isInterpolated: false,
  table: Float64Array.of(0.5, 0, 0, 0),
};

function pcmOf(samples: readonly number[], channels: 1 | 2 = 1): Pcm16 {
  const bytes = new Uint8Array(Int16Array.from(samples).buffer);
  return { bytes, offset: 0, frames: samples.length / channels, channels };
}

/** Tables of two bands over a rectangular window of 16. */
const tables: MfccTables = {
  fftLength: 16,
  hopLength: 4,
  window: new Float64Array(16).fill(1),
  bank: {
    starts: Int32Array.of(0, 1, 2, 4),
    offsets: Int32Array.of(0, 1, 2, 4, 8),
    weights: new Float64Array(8).fill(1),
  },
  basis: Float64Array.of(1, 1, 1, 1),
  bands: 4,
  coefficients: 1,
  addedPower: 0,
  leastPower: 1e-10,
  topDb: null,
};

describe('ResampleKernel', () => {
  const kernel = new ResampleKernel();

  it('decimates and scales, and includes samples beyond the outputs in the peak', () => {
    const out = new Float32Array(2);
    expect(kernel.decimatePcm16(pcmOf([16_384, 0, 0, -8192, 0, -32_768]), third, out)).toBe(1);
    expect([...out]).toEqual([0.25, -0.125]);
  });

  it('returns the mean of two channels and its peak', () => {
    const out = new Float32Array(2);
    expect(kernel.convertPcm16(pcmOf([32_767, 32_767, -32_768, 0], 2), out)).toBeCloseTo(0.99997, 5);
    expect([...out]).toEqual([32_767 / 32_768, -0.5]);
  });

  it('returns nothing for no frames', () => {
    expect(kernel.convertPcm16(pcmOf([]), new Float32Array())).toBe(0);
    expect(kernel.decimatePcm16(pcmOf([]), third, new Float32Array())).toBe(0);
    expect(kernel.peak(new Float32Array())).toBe(0);
  });

  it('finds the peak anywhere, and NaN', () => {
    const signal = new Float32Array(40_001);
    for (const at of [0, 3, 16_383, 16_384, 40_000]) {
      signal.fill(0.25);
      signal[at] = -3;
      expect(kernel.peak(signal), `sample ${at}`).toBe(3);
    }
    signal[20_000] = Infinity;
    expect(kernel.peak(signal)).toBe(Infinity);
    signal[5] = NaN;
    expect(kernel.peak(signal)).toBeNaN();
  });

  it('rejects ranges outside of the bytes or the inputs', () => {
    const pcm = pcmOf([1, 2, 3]);
    expect(() => kernel.convertPcm16({ ...pcm, frames: 4 }, new Float32Array(4))).toThrow(RangeError);
    expect(() => kernel.convertPcm16({ ...pcm, offset: -2 }, new Float32Array(1))).toThrow(RangeError);
    expect(() => kernel.convertPcm16(pcm, new Float32Array(4))).toThrow(RangeError);
    expect(() => kernel.decimatePcm16(pcm, third, new Float32Array(2))).toThrow(RangeError);
    expect(() => kernel.decimatePcm16(pcm, { ...third, up: 2 }, new Float32Array(1))).toThrow(RangeError);
    expect(() => {
      kernel.resample(new Float32Array(3), third, new Float32Array(2));
    }).toThrow(RangeError);
  });
});

describe('MfccKernel', () => {
  const kernel = new MfccKernel();
  const request = {
    tables,
    frames: 1,
    fill: (start: number, out: Float32Array): void => {
      out.fill(0);
      if (start === 0) out[0] = 1;
    },
  };

  it('computes the levels of an impulse: a power of 1 in every bin', () => {
    const out = new Float32Array(4);
    kernel.logMel(request, [{ start: 0, end: 1 }], out);
    const wanted = [1, 1, 2, 4].map((power) => 10 * Math.log10(power));
    wanted.forEach((level, band) => expect(out[band]).toBeCloseTo(level, 5));
  });

  it('returns nothing for no frames', () => {
    const out = new Float32Array();
    kernel.mfcc({ ...request, frames: 0 }, [], out);
    expect(out).toHaveLength(0);
  });

  it('rejects missing rows and outputs of the wrong size', () => {
    const call =
      (start: number, end: number, places: number): (() => void) =>
      () => {
        kernel.mfcc(request, [{ start, end }], new Float32Array(places));
      };
    for (const wrong of [call(0, 2, 1), call(-1, 1, 1), call(0, 0, 1), call(0, 1, 2)]) {
      expect(wrong).toThrow(RangeError);
    }
  });

  it('reports clips that are too long and sizes that it does not support', () => {
    expect(kernel.hasRoomFor(tables, 1000)).toBe(true);
    expect(kernel.hasRoomFor(tables, MAX_MEMORY_BYTES / 16)).toBe(false);
    expect(fitsKernel({ fftLength: 512, bands: 128 })).toBe(true);
    expect(fitsKernel({ fftLength: 500, bands: 128 })).toBe(false);
    expect(fitsKernel({ fftLength: 512, bands: 127 })).toBe(false);
    expect(fitsKernel({ fftLength: 16_384, bands: 128 })).toBe(false);
  });

  it('does not grow beyond its limit', () => {
    const memory = { buffer: new ArrayBuffer(0), grow: () => 0 };
    expect(() => {
      reserve(memory, MAX_MEMORY_BYTES + 1);
    }).toThrow('the limit is');
  });
});
