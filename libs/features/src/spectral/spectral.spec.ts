import Meyda from 'meyda';
import { FEATURE_SETS, SPECTRAL_COLUMNS } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { createExtractor } from '../extractor.js';
import { rolloffHz, spectralShape } from './shape.js';

const COLUMNS = SPECTRAL_COLUMNS.length;

/** A separate copy of Meyda at 16 kHz, without a filter bank of another rate. */
const meyda = {
  ...(Meyda as unknown as typeof Meyda.default & Record<string, unknown>),
  sampleRate: 16_000,
  bufferSize: 512,
  melFilterBank: undefined,
  chromaFilterBank: undefined,
  barkScale: undefined,
};

const signals = {
  chirp: Float32Array.from({ length: 4000 }, (_, i) => 0.4 * Math.sin(i * i * 2e-4)),
  hum: Float32Array.from({ length: 4000 }, (_, i) => 0.2 * Math.sin(i * 0.08) + 0.1 * Math.sin(i * 0.161)),
  noise: Float32Array.from({ length: 4000 }, (_, i) => 0.3 * Math.sin(i * i * i * 0.7)),
};

/** Returns Meyda's values for the frame that starts at a sample, in column order. */
function meydaRow(signal: Float32Array, start: number): number[] {
  const wanted = meyda.extract(
    ['chroma', 'spectralCentroid', 'spectralRolloff', 'spectralFlatness', 'spectralSpread', 'loudness'],
    signal.slice(start, start + 512),
  ) as unknown as Record<string, number> & { chroma: number[]; loudness: { total: number } };
  // Meyda counts crossings in the windowed frame, whose zero ends add false crossings.
  const crossings = { ...meyda, windowingFunction: 'rect' }.extract(
    'zcr',
    signal.slice(start, start + 512),
  ) as unknown as number;
  return [
    ...wanted.chroma,
    wanted['spectralCentroid'] ?? NaN,
    // Meyda divides the band by 255 bins, but there are 256.
    ((wanted['spectralRolloff'] ?? NaN) * 255) / 256,
    wanted['spectralFlatness'] ?? NaN,
    wanted['spectralSpread'] ?? NaN,
    crossings,
    wanted.loudness.total,
  ];
}

describe('the spectral feature set', () => {
  it.each(Object.entries(signals))('matches Meyda for a %s', (_, signal) => {
    const values = createExtractor(FEATURE_SETS.spectral).extract(signal);
    for (let frame = 0; frame < values.length / COLUMNS; frame += 5) {
      const row = values.subarray(frame * COLUMNS, (frame + 1) * COLUMNS);
      meydaRow(signal, frame * 160).forEach((wanted, column) => {
        const name = `${SPECTRAL_COLUMNS[column]} of frame ${frame}`;
        expect(Math.abs((row[column] ?? NaN) - wanted), name).toBeLessThan(
          2e-4 * Math.max(1, Math.abs(wanted)),
        );
      });
    }
  });

  it('returns zeros for the silent frames of a clip, for which Meyda returns NaN', () => {
    const signal = new Float32Array(4000);
    signal.set(signals.hum.subarray(0, 1000));
    const values = createExtractor(FEATURE_SETS.spectral).extract(signal);
    expect([...values.subarray(-COLUMNS)]).toEqual(new Array(COLUMNS).fill(0));
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('finds a tone in its pitch class', () => {
    const a = Float32Array.from({ length: 4000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 880 * i) / 16_000));
    const chroma = createExtractor(FEATURE_SETS.spectral).extract(a).subarray(0, 12);
    expect(SPECTRAL_COLUMNS[chroma.indexOf(Math.max(...chroma))]).toBe('chroma.A');
  });

  it('computes the shape of a flat spectrum and of a single bin', () => {
    const flat = spectralShape(new Float64Array(257).fill(2));
    expect(flat.centroid).toBeCloseTo(128, 9);
    expect(flat.flatness).toBeCloseTo(1, 9);
    const single = spectralShape(new Float64Array(257).fill(1, 40, 41));
    expect(single).toEqual({ centroid: 40, spread: 0, flatness: 0 });
    expect(rolloffHz(new Float64Array(257), 16_000)).toBe(0);
  });
});
