import type { z } from 'zod';
import type { ObjectStore } from './object-store.js';

/** The number of bytes per read. The lines of the searched objects are far shorter. */
const WINDOW_BYTES = 16 * 1024;
const NEWLINE = 10;

/**
 * Finds one line of a sorted JSON-lines object by binary search: about a dozen reads of 16 KiB, whatever its size.
 *
 * @param place returns the position of the wanted line relative to the given one: negative before it, zero if it is
 *   the one, positive after it
 * @returns null if no line matches, or if the object does not exist
 */
export async function findJsonLine<S extends z.ZodType>(
  store: ObjectStore,
  key: string,
  schema: S,
  place: (line: z.infer<S>) => number,
): Promise<z.infer<S> | null> {
  const info = await store.head(key);
  if (info === null) return null;
  const read = (from: number) => readLines(store, key, schema, from, info.size);
  let low = 0; // the wanted line begins in [low, high)
  let high = info.size;
  while (high - low > WINDOW_BYTES) {
    const middle = Math.floor((low + high) / 2);
    const [first] = await read(middle);
    if (first === undefined || first.start >= high) high = middle;
    else {
      const where = place(first.line);
      if (where === 0) return first.line;
      if (where < 0) high = first.start;
      else low = first.start;
    }
  }
  return (await read(low)).find(({ line }) => place(line) === 0)?.line ?? null;
}

/** Reads two windows and returns the complete lines that begin after `from`, or at it if it is the start of a line. */
async function readLines<S extends z.ZodType>(
  store: ObjectStore,
  key: string,
  schema: S,
  from: number,
  size: number,
): Promise<{ line: z.infer<S>; start: number }[]> {
  const begin = Math.max(0, from - 1); // includes the newline before `from`, if a line begins there
  const bytes = Buffer.from(await store.getRange(key, begin, Math.min(size, begin + 2 * WINDOW_BYTES)));
  const lines: { line: z.infer<S>; start: number }[] = [];
  let at = from === 0 ? 0 : bytes.indexOf(NEWLINE) + 1;
  if (from > 0 && at === 0) return lines;
  for (let end = bytes.indexOf(NEWLINE, at); end !== -1; end = bytes.indexOf(NEWLINE, at)) {
    const text = bytes.toString('utf8', at, end);
    if (text !== '') lines.push({ line: schema.parse(JSON.parse(text)), start: begin + at });
    at = end + 1;
  }
  return lines;
}
