import { augmentationSchema } from '#libs/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentFeatures, augmentSignal } from './augment.js';
import { beta, type Uniform } from './draws.js';
import { meanSquare, createWhiteNoise, applyGain, addNoise } from './level.js';
import { maskCoefficients, addJitter, maskTime } from './masks.js';
import { mixUp, oneHot } from './mixup.js';
import { createRoomResponse, addReverberation } from './reverberation.js';
import { changeSpeed, shiftInTime } from './speed.js';
import { warpVocalTract } from './warp.js';

function seeded(seed: number): Uniform {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let value = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
    return ((value ^ (value >>> 15)) >>> 0) / 2 ** 32;
  };
}

const RATE = 16_000;
const tone = (hz: number, samples: number) =>
  Float32Array.from({ length: samples }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / RATE));
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const db = (ratio: number) => 10 * Math.log10(ratio);

describe('noise and gain', () => {
  it('adds noise at the requested ratio within 0.1 dB', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: -10, max: 60, noNaN: true }), (seed, snrDb) => {
        const signal = tone(300, 4000);
        const noisy = addNoise(signal, createWhiteNoise(1500, seeded(seed)), snrDb);
        const added = noisy.map((value, i) => value - (signal[i] ?? 0));
        expect(Math.abs(db(meanSquare(signal) / meanSquare(added)) - snrDb)).toBeLessThan(0.1);
      }),
    );
  });

  it('does not change a silent signal, nor a signal to which silence is added', () => {
    expect(addNoise(new Float32Array(9), createWhiteNoise(9, seeded(1)), 10)).toEqual(new Float32Array(9));
    expect(addNoise(tone(300, 9), new Float32Array(3), 10)).toEqual(tone(300, 9));
  });

  it('changes the level by the gain', () => {
    expect(db(meanSquare(applyGain(tone(300, 1600), 6)) / meanSquare(tone(300, 1600)))).toBeCloseTo(6, 4);
  });
});

describe('speed and shift', () => {
  it('raises the pitch and shortens the signal by the factor', () => {
    const fast = changeSpeed(tone(1000, 8000), 1.25);
    expect(fast).toHaveLength(6400);
    const wanted = tone(1250, 6400);
    for (let i = 100; i < 6300; i++) expect(Math.abs((fast[i] ?? 0) - (wanted[i] ?? 0))).toBeLessThan(1e-3);
  });

  it('removes frequencies that would alias', () => {
    const fast = changeSpeed(tone(7500, 8000), 1.5);
    expect(db(meanSquare(fast.subarray(200, 5000)) / meanSquare(tone(7500, 8000)))).toBeLessThan(-60);
  });

  it('copies the signal at a speed of 1 and rejects invalid speeds', () => {
    expect(changeSpeed(tone(300, 50), 1)).toEqual(tone(300, 50));
    for (const factor of [0, -1, NaN, Infinity])
      expect(() => changeSpeed(tone(300, 50), factor)).toThrow(RangeError);
  });

  it('moves a signal in either direction, at most by its length', () => {
    const signal = Float32Array.of(1, 2, 3, 4);
    expect([...shiftInTime(signal, 1)]).toEqual([0, 1, 2, 3]);
    expect([...shiftInTime(signal, -3)]).toEqual([4, 0, 0, 0]);
    expect([...shiftInTime(signal, 99)]).toEqual([0, 0, 0, 0]);
  });
});

describe('reverberation', () => {
  it('creates a room with the requested ratio and decay', () => {
    const response = createRoomResponse(0.4, 5, RATE, seeded(3));
    expect(response).toHaveLength(6401);
    const tail = response.subarray(1);
    const energy = (part: Float32Array) => meanSquare(part) * part.length;
    expect(db(1 / energy(tail))).toBeCloseTo(5, 3);
    // A drop of 60 dB over the length is 30 dB between windows that are half of it apart.
    const drop = db(energy(tail.subarray(0, 1600)) / energy(tail.subarray(3200, 4800)));
    expect(Math.abs(drop - 30)).toBeLessThan(1.5);
  });

  it('does not move the direct sound or change the level', () => {
    const click = new Float32Array(2000);
    click[500] = 1;
    const late = Float32Array.of(0, 0, 0.1, 1, 0.5, 0.25);
    const wet = addReverberation(click, late);
    const loudest = wet.reduce((top, value, at) => (Math.abs(value) > Math.abs(wet[top] ?? 0) ? at : top), 0);
    expect(loudest).toBe(500);
    expect(meanSquare(wet)).toBeCloseTo(meanSquare(click), 9);
  });

  it('changes nothing in a room without walls', () => {
    expect(addReverberation(tone(300, 100), Float32Array.of(1))).toEqual(tone(300, 100));
  });
});

describe('masks', () => {
  const matrix = { frames: 30, coefficients: 12, values: new Float32Array(360).fill(1) };

  it('cover at most the requested frames, in all coefficients', () => {
    fc.assert(
      fc.property(seeds, fc.nat(4), fc.integer({ min: 1, max: 40 }), (seed, masks, maxFrames) => {
        const out = maskTime(matrix, { masks, maxFrames }, seeded(seed), -7);
        const masked = Array.from({ length: 30 }, (_, frame) =>
          out.subarray(frame * 12, frame * 12 + 12),
        ).filter((row) => row.some((value) => value === -7));
        expect(masked.length).toBeLessThanOrEqual(masks * Math.min(maxFrames, 15));
        for (const row of masked) expect(row.every((value) => value === -7)).toBe(true);
      }),
    );
  });

  it('cover at most the requested coefficients, in all frames', () => {
    fc.assert(
      fc.property(seeds, fc.nat(4), fc.integer({ min: 1, max: 20 }), (seed, masks, maxCoefficients) => {
        const out = maskCoefficients(matrix, { masks, maxCoefficients }, seeded(seed));
        const first = out.subarray(0, 12);
        expect(first.filter((value) => value === 0).length).toBeLessThanOrEqual(
          masks * Math.min(maxCoefficients, 6),
        );
        for (let frame = 1; frame < 30; frame++)
          expect(out.subarray(frame * 12, frame * 12 + 12)).toEqual(first);
      }),
    );
  });

  it('do not change their input', () => {
    maskTime(matrix, { masks: 3, maxFrames: 10 }, seeded(1));
    expect(matrix.values.every((value) => value === 1)).toBe(true);
  });
});

describe('jitter', () => {
  it('is Gaussian with the requested deviation, and its values are independent', () => {
    const count = 200_001;
    const noise = addJitter(new Float32Array(count), 0.5, seeded(3));
    const mean = (of: (at: number) => number) =>
      Array.from({ length: count - 1 }, (_, at) => of(at)).reduce((sum, value) => sum + value) / (count - 1);
    expect(mean((at) => noise[at]!)).toBeCloseTo(0, 2);
    expect(mean((at) => noise[at]! ** 2)).toBeCloseTo(0.25, 2);
    expect(mean((at) => noise[at]! ** 4) / 0.25 ** 2).toBeCloseTo(3, 1);
    expect(mean((at) => noise[at]! * noise[at + 1]!)).toBeCloseTo(0, 2);
  });
});

describe('vocal-tract length', () => {
  const ramp = { frames: 2, coefficients: 5, values: Float32Array.of(0, 1, 2, 3, 4, 10, 11, 12, 13, 14) };

  it('reads bands at the stretched position and repeats the last', () => {
    expect([...warpVocalTract(ramp, 1.5)]).toEqual([0, 1.5, 3, 4, 4, 10, 11.5, 13, 14, 14]);
    expect([...warpVocalTract(ramp, 0.5)]).toEqual([0, 0.5, 1, 1.5, 2, 10, 10.5, 11, 11.5, 12]);
  });

  it('copies at a factor of 1', () => {
    expect(warpVocalTract(ramp, 1)).toEqual(ramp.values);
  });
});

describe('mixup', () => {
  it("returns labels that sum to 1, with the larger share for the clip's own", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.05, max: 5, noNaN: true }), (seed, alpha) => {
        const labels = oneHot([0, 2, 1, 1, 0, 2], 3);
        const mixed = mixUp(
          { clips: 6, features: new Float32Array(24).fill(1), labels },
          alpha,
          seeded(seed),
        );
        for (let clip = 0; clip < 6; clip++) {
          const own = mixed.labels.subarray(clip * 3, clip * 3 + 3);
          expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
          const before = labels.subarray(clip * 3, clip * 3 + 3).indexOf(1);
          expect(own[before]).toBeGreaterThanOrEqual(0.5);
        }
        expect(mixed.features.every((value) => Math.abs(value - 1) < 1e-6)).toBe(true);
      }),
    );
  });

  it('mixes features by the same share as labels', () => {
    const features = Float32Array.of(10, 20, 30);
    const mixed = mixUp({ clips: 3, features, labels: oneHot([0, 1, 2], 3) }, 0.5, seeded(5));
    for (let clip = 0; clip < 3; clip++) {
      const [a = 0, b = 0, c = 0] = mixed.labels.subarray(clip * 3, clip * 3 + 3);
      expect(mixed.features[clip]).toBeCloseTo(10 * a + 20 * b + 30 * c, 4);
    }
  });

  it('draws from Beta(0.3, 0.3), with mean 0.5 and variance 0.15625', () => {
    const uniform = seeded(11);
    const drawn = Array.from({ length: 20_000 }, () => beta(0.3, 0.3, uniform));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(variance - 0.15625)).toBeLessThan(0.004);
  });
});

describe('an augmentation', () => {
  const spec = augmentationSchema.parse({
    signal: {
      speed: { factor: [0.9, 1.1] },
      timeShift: { maxShare: 0.1, probability: 0.5 },
      reverberation: { rt60Seconds: [0.05, 0.1], directDb: [0, 20], probability: 0.5 },
      noise: { snrDb: [5, 30] },
      gainDb: { range: [-6, 6] },
    },
    features: {
      vtlp: { factor: [0.9, 1.1] },
      timeMask: { masks: 2, maxFrames: 5 },
      frequencyMask: { masks: 2, maxCoefficients: 3 },
      jitter: 0.1,
    },
    mixup: { alpha: 0.3 },
  });
  const matrix = { frames: 20, coefficients: 8, values: createWhiteNoise(160, seeded(2)) };

  it('returns the same signal for the same seed and another signal for another seed', () => {
    const signal = tone(200, 1600);
    const once = (seed: number) => augmentSignal(signal, spec, { sampleRateHz: RATE }, seeded(seed));
    expect(once(4)).toEqual(once(4));
    expect(once(4)).not.toEqual(once(5));
    const features = (seed: number) => augmentFeatures(matrix, spec, seeded(seed));
    expect(features(4)).toEqual(features(4));
    expect(features(4)).not.toEqual(features(5));
  });

  it('returns finite values and never changes its input', () => {
    const signal = tone(200, 1600);
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(augmentSignal(signal, spec, { sampleRateHz: RATE }, seeded(seed)).every(Number.isFinite)).toBe(
          true,
        );
        expect(augmentFeatures(matrix, spec, seeded(seed))).toHaveLength(160);
      }),
      { numRuns: 25 },
    );
    expect(signal).toEqual(tone(200, 1600));
    expect(matrix.values).toEqual(createWhiteNoise(160, seeded(2)));
  });

  it('copies its input if no augmentation is requested', () => {
    expect(augmentSignal(tone(200, 99), {}, { sampleRateHz: RATE }, seeded(1))).toEqual(tone(200, 99));
    expect(augmentFeatures(matrix, {}, seeded(1))).toEqual(matrix.values);
  });

  it('uses a recorded room if there is one', () => {
    const dry = augmentationSchema.parse({
      signal: { reverberation: { rt60Seconds: [1, 1], directDb: [0, 0] } },
    });
    const surroundings = { sampleRateHz: RATE, responses: [Float32Array.of(1)] };
    expect(augmentSignal(tone(200, 500), dry, surroundings, seeded(1))).toEqual(tone(200, 500));
  });

  it.each([
    ['a descending range', { signal: { gainDb: { range: [3, -3] } } }],
    ['a speed of 0', { signal: { speed: { factor: [0, 1] } } }],
    ['an unknown step', { signal: { flanger: {} } }],
    ['a mask of no frames', { features: { timeMask: { masks: 1, maxFrames: 0 } } }],
    ['an alpha of 0', { mixup: { alpha: 0 } }],
  ])('cannot ask for %s', (_, wrong) => {
    expect(augmentationSchema.safeParse(wrong).success).toBe(false);
  });
});
