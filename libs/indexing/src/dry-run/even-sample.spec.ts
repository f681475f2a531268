import { expect, it } from 'vitest';
import { EvenSample } from './even-sample.js';

function sampleOf(items: number): EvenSample<number> {
  const sample = new EvenSample<number>(8);
  for (let item = 0; item < items; item++) sample.add(item);
  return sample;
}

it('keeps every item of a short stream', () => {
  expect(sampleOf(8)).toMatchObject({ count: 8, kept: [0, 1, 2, 3, 4, 5, 6, 7], isWhole: true });
  expect(sampleOf(0)).toMatchObject({ count: 0, kept: [], isWhole: true });
});

it.each([9, 17, 100, 100_000])('keeps items at equal distances of a stream of %i', (items) => {
  const { count, kept, isWhole } = sampleOf(items);
  expect(count).toBe(items);
  expect(isWhole).toBe(false);
  expect(kept.length).toBeGreaterThan(4);
  expect(kept.length).toBeLessThanOrEqual(8);
  const gaps = new Set(kept.slice(1).map((item, at) => item - kept[at]!));
  expect(gaps).toHaveLength(1);
});
