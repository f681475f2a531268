import fc from 'fast-check';
import { preprocessingSchema, type PreprocessingRequest } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { forEachSegment, SEGMENTED_CLIP_LIMITS, type ClipSegment } from './clip-segments.js';
import { bytesSource, sampleStreamSource } from './clip-source.js';
import { Segmenter } from './segmenter.js';
import { fixture } from './testing/fixtures.js';
import { pcm16, wav } from './testing/wav-writer.js';

const RATE = 16_000;

/** Returns start and length of each segment of `length` samples that arrive in pieces. */
function grid(length: number, window: number, hop: number, piece = 1000): [number, number][] {
  const segments: [number, number][] = [];
  const segmenter = new Segmenter(window, hop, (start, samples) => {
    expect(samples).toEqual(Float32Array.from(samples, (_, i) => start + i));
    segments.push([start, samples.length]);
  });
  const signal = Float32Array.from({ length }, (_, i) => i);
  for (let at = 0; at < length; at += piece) segmenter.push(signal.subarray(at, at + piece));
  segmenter.end();
  return segments;
}

describe('Segmenter', () => {
  it('begins a segment every hop, and ends the last one with the signal', () => {
    expect(grid(100, 40, 20)).toEqual([
      [0, 40],
      [20, 40],
      [40, 40],
      [60, 40],
    ]);
    expect(grid(105, 40, 20)).toEqual([
      [0, 40],
      [20, 40],
      [40, 40],
      [60, 40],
      [65, 40],
    ]);
  });

  it('makes a signal that is shorter than the window one segment', () => {
    expect(grid(30, 40, 20)).toEqual([[0, 30]]);
    expect(grid(0, 40, 20)).toEqual([]);
  });

  it('covers every sample for any pieces', () => {
    const int = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(int(1, 500), int(1, 80), int(1, 80), int(1, 200), (length, window, hop, piece) => {
        const segments = grid(length, window, Math.min(hop, window), piece);
        const covered = new Set(
          segments.flatMap(([start, count]) => Array.from({ length: count }, (_, i) => start + i)),
        );
        expect(covered.size).toBe(length);
        expect(segments).toEqual(grid(length, window, Math.min(hop, window), length));
      }),
    );
  });
});

async function segmentsOf(source: ReturnType<typeof bytesSource>, request: PreprocessingRequest) {
  const preprocessing = preprocessingSchema.parse(request);
  const segments: Omit<ClipSegment, 'samples'>[] = [];
  const sums: number[] = [];
  const clip = await forEachSegment(
    source,
    {
      resampler: 'kaiser-8',
      preprocessing,
      segments: preprocessing.segments!,
      limits: SEGMENTED_CLIP_LIMITS,
    },
    ({ samples, ...place }) => {
      segments.push(place);
      sums.push(samples.reduce((sum, sample) => sum + sample * sample, 0));
    },
  );
  return { clip, segments, sums };
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** One second each of silence, a tone and silence. */
const tone = wav(
  pcm16(Array.from({ length: 3 * RATE }, (_, i) => (i >= RATE && i < 2 * RATE ? 8000 * Math.sin(i / 5) : 0))),
);

describe('forEachSegment', () => {
  const segments = { windowSeconds: 0.5, hopSeconds: 0.25 };

  it.each([1, 100, 4097, 100_000])(
    'returns the same for a WAV file that arrives in pieces of %i bytes',
    async (size) => {
      const whole = fixture('wav');
      const grid = { segments: { windowSeconds: 0.1, hopSeconds: 0.1 } };
      const streamed = sampleStreamSource(() => pieces(whole, size), whole.length);
      expect(await segmentsOf(streamed, grid)).toEqual(await segmentsOf(bytesSource(whole), grid));
    },
  );

  it('reports a WAV stream that ends early as truncated', async () => {
    const source = sampleStreamSource(() => pieces(tone.subarray(0, 5000), 1000), tone.length);
    await expect(segmentsOf(source, { segments })).rejects.toMatchObject({ code: 'clip.truncated' });
  });

  it('reports position and channel of each segment', async () => {
    const grid = { windowSeconds: 0.1, hopSeconds: 0.1 };
    const { segments: found } = await segmentsOf(bytesSource(fixture('flac')), {
      segments: grid,
      channels: 'each',
    });
    const places = found.map(({ startSeconds, endSeconds, channel }) => [channel, startSeconds, endSeconds]);
    expect(places.sort()).toEqual([
      [0, 0, 0.1],
      [0, 0.1, 0.2],
      [1, 0, 0.1],
      [1, 0.1, 0.2],
    ]);
  });

  it('begins behind leading silence and ends before the trailing', async () => {
    const { segments: found } = await segmentsOf(bytesSource(tone), { segments, trimSilence: {} });
    expect(found[0]?.startSeconds).toBeCloseTo(1, 1);
    expect(found.at(-1)?.endSeconds).toBeCloseTo(2, 1);
  });

  it('scales a clip to the requested level', async () => {
    const { sums } = await segmentsOf(bytesSource(tone), { segments, trimSilence: {}, levelDbfs: -20 });
    expect(10 * Math.log10(sums[1]! / (0.5 * RATE))).toBeCloseTo(-20, 0);
  });

  it('leaves out segments without speech', async () => {
    const { segments: found } = await segmentsOf(bytesSource(tone), {
      segments,
      voiceActivity: { hangoverSeconds: 0 },
    });
    expect(found.every(({ startSeconds, endSeconds }) => startSeconds >= 0.74 && endSeconds <= 2.26)).toBe(
      true,
    );
    expect(found.length).toBeGreaterThan(2);
  });
});
