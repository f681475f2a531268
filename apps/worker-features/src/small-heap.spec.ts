import { expect, it } from 'vitest';
import { runInSmallHeap } from './small-heap.js';

// `npm run bench:archives` measures the memory. A test cannot assert when V8 collects garbage.
it('returns the result of the work, and throws its error', async () => {
  expect(await runInSmallHeap(() => Promise.resolve(7))).toBe(7);
  await expect(runInSmallHeap(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});
