import { MalformedLine } from './result-source.js';

interface Clips {
  readonly scores: AsyncIterator<number>;
  readonly errors: AsyncIterator<number>;
  readonly manifest: AsyncIterator<number> | null;
  /** True for a cancelled run, where clips of the manifest may have no outcome. */
  readonly mayLack: boolean;
}

/**
 * Merges the clips of scores and errors, which are in archive order, and compares them with the manifest's clips. It
 * holds one clip of each stream in memory.
 *
 * @returns the fault found, or null
 */
export async function findOrderFault({ scores, errors, manifest, mayLack }: Clips): Promise<string | null> {
  try {
    const outcomes = mergeClips(scores, errors);
    let last = -1;
    for await (const clip of outcomes) {
      if (clip === last) return `clip ${clip} has two outcomes`;
      if (clip < last) return `clip ${clip} comes after clip ${last}`;
      last = clip;
      if (manifest === null) continue;
      let line = await manifest.next();
      while (mayLack && line.done !== true && line.value < clip) line = await manifest.next();
      if (line.done === true) return `clip ${clip} is not in the manifest`;
      if (line.value !== clip) return `clip ${Math.min(line.value, clip)} of the manifest has no outcome`;
    }
    const left = mayLack ? undefined : await manifest?.next();
    return left === undefined || left.done === true
      ? null
      : `clip ${left.value} of the manifest has no outcome`;
  } catch (error) {
    if (error instanceof MalformedLine) return error.message;
    throw error;
  }
}

async function* mergeClips(a: AsyncIterator<number>, b: AsyncIterator<number>): AsyncGenerator<number> {
  let [x, y] = await Promise.all([a.next(), b.next()]);
  while (x.done !== true || y.done !== true) {
    if (y.done === true || (x.done !== true && x.value <= y.value)) {
      yield x.value as number;
      x = await a.next();
    } else {
      yield y.value;
      y = await b.next();
    }
  }
}
