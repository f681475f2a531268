import { describe, expect, it } from 'vitest';
import { fitStandardizer, standardizedFrames } from './standardizer.js';

const SHAPE = { frames: 2, coefficients: 2 };
const features = Float32Array.of(1, 5, 3, 5, 5, 5, 7, 5, 900, 900, 900, 900); // three clips

describe('fitStandardizer', () => {
  it('measures training clips only, over clips and frames', () => {
    const { mean, deviation } = fitStandardizer(features, SHAPE, [0, 1]);
    expect([...mean]).toEqual([4, 5]);
    expect(deviation[0]).toBeCloseTo(Math.sqrt(5), 6);
  });

  it('gives a coefficient that never changes the deviation 1', () => {
    expect(fitStandardizer(features, SHAPE, [0, 1]).deviation[1]).toBe(1);
  });

  it('keeps small deviations beside a large mean', () => {
    const shifted = Float32Array.from({ length: 4000 }, (_, at) =>
      at % 2 === 0 ? 10_000 + ((at / 2) % 2) : 0,
    );
    const clips = Array.from({ length: 1000 }, (_, clip) => clip);
    expect(fitStandardizer(shifted, SHAPE, clips).deviation[0]).toBeCloseTo(0.5, 6);
  });
});

describe('standardizedFrames', () => {
  it('gives frame by frame the chosen clips in their order', () => {
    const standardizer = { mean: Float32Array.of(1, 5), deviation: Float32Array.of(2, 1) };
    expect(standardizedFrames(features, SHAPE, [1, 0], standardizer)).toEqual([
      Float32Array.of(2, 0, 0, 0),
      Float32Array.of(3, 0, 1, 0),
    ]);
  });
});
