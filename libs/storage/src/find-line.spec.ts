import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tempStore } from '../../../test/support/temp-store.js';
import { findJsonLine } from './find-line.js';

const schema = z.object({ n: z.int(), pad: z.string() });

describe('findJsonLine', () => {
  const lineOf = (n: number) => `${JSON.stringify({ n, pad: 'x'.repeat((n * 37) % 300) })}\n`;
  const find = async (numbers: readonly number[], sought: readonly number[]) => {
    await using temp = await tempStore();
    await temp.store.put('lines', numbers.map(lineOf).join(''));
    return await Promise.all(
      sought.map(
        async (n) => (await findJsonLine(temp.store, 'lines', schema, (line) => n - line.n))?.n ?? null,
      ),
    );
  };

  it.each([0, 1, 2, 150, 5_000])('finds each of %i lines', async (count) => {
    const numbers = Array.from({ length: count }, (_, n) => n * 2);
    const step = Math.max(1, Math.floor(count / 300));
    const sought = numbers.filter((_, at) => at % step === 0 || at === count - 1);
    expect(await find(numbers, sought)).toEqual(sought);
  });

  it('returns null for a missing line before, between and after the others', async () => {
    const numbers = Array.from({ length: 3_000 }, (_, n) => n * 2);
    expect(await find(numbers, [-1, 1, 2_999, 5_999, 9_999])).toEqual([null, null, null, null, null]);
  });

  it('returns null if the object does not exist', async () => {
    await using temp = await tempStore();
    expect(await findJsonLine(temp.store, 'none', schema, () => 0)).toBeNull();
  });
});
