import { expect, it } from 'vitest';
import { inSmallHeap } from './small-heap.js';

// That less stays resident is measured by `npm run bench:archives`: when V8 collects is not for a test to assert.
it('gives back what the work gives, and its error', async () => {
  expect(await inSmallHeap(() => Promise.resolve(7))).toBe(7);
  await expect(inSmallHeap(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});
