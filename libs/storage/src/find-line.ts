import type { z } from 'zod';
import type { ObjectStore } from './object-store.js';

/** Bytes read at a time; lines of what is searched here are far shorter. */
const WINDOW_BYTES = 16 * 1024;
const NEWLINE = 10;

/**
 * Finds one line of a JSON-lines object whose lines are in order, by halving: a dozen reads of 16 KiB, however large the
 * object is.
 *
 * @param place how the line sought stands to this one: negative before it, zero here, positive behind it
 * @returns null when no line is the one, or when the object is missing
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
  let low = 0; // the line sought begins in [low, high)
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

/** Whole lines that begin behind `from`, or at it when it is 0 or the start of a line, as far as two windows reach. */
async function readLines<S extends z.ZodType>(
  store: ObjectStore,
  key: string,
  schema: S,
  from: number,
  size: number,
): Promise<{ line: z.infer<S>; start: number }[]> {
  const begin = Math.max(0, from - 1); // the newline before, if a line begins here
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
