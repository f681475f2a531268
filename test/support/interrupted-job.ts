import type { Readable } from 'node:stream';
import { expect } from 'vitest';
import { SerenadeError, sha256Hex } from '#libs/contracts';
import type { ObjectStore } from '#libs/storage';
import { keysOf } from './temp-store.js';

/** One job with its own store. Its ids are the same in every world, so the results can be compared. */
export interface World extends AsyncDisposable {
  readonly store: ObjectStore;
  /** Runs the job with this store. */
  attempt(store: ObjectStore): Promise<unknown>;
}

/**
 * Stops the job after each of its puts, runs it again, and expects the same objects in the store as after an
 * uninterrupted job. Returns the number of puts.
 */
export async function expectSameAfterEachPut(open: () => Promise<World>): Promise<number> {
  await using undisturbed = await open();
  const counting = countPuts(undisturbed.store);
  await undisturbed.attempt(counting.store);
  const puts = counting.puts();
  const expected = await readContent(undisturbed.store);
  for (let survived = 0; survived <= puts; survived++) {
    await using world = await open();
    const first = world.attempt(failAfterPuts(world.store, survived));
    if (survived < puts) await expect(first).rejects.toMatchObject({ code: 'store.unavailable' });
    else await first.catch(() => undefined); // after the last put, the job only deletes
    await world.attempt(world.store);
    expect(await readContent(world.store), `ended after ${survived} of ${puts} puts`).toEqual(expected);
  }
  return puts;
}

/** Wraps a store. After `puts` puts, all its calls fail, including reads. */
function failAfterPuts(store: ObjectStore, puts: number): ObjectStore {
  let left = puts;
  let isDead = false;
  return wrapCalls(store, (name, args) => {
    if (PUTS.includes(name)) isDead ||= left-- === 0;
    if (!isDead) return;
    if (name === 'putStream') (args[1] as Readable).destroy();
    throw new SerenadeError('store.unavailable', 'The process has ended.');
  });
}

function countPuts(store: ObjectStore): { readonly store: ObjectStore; puts(): number } {
  let puts = 0;
  return { store: wrapCalls(store, (name) => void (puts += PUTS.includes(name) ? 1 : 0)), puts: () => puts };
}

const PUTS: readonly (string | symbol)[] = ['put', 'putIfAbsent', 'putStream'];

function wrapCalls(
  store: ObjectStore,
  before: (name: string | symbol, args: unknown[]) => void,
): ObjectStore {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = value.bind(target) as (...args: unknown[]) => unknown;
      if (name === 'list') return call;
      return async (...args: unknown[]) => {
        before(name, args);
        return await call(...args);
      };
    },
  });
}

/** Reads every object of a store by its key: JSON without times and ETags, other bytes as their hash. */
async function readContent(store: ObjectStore): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const key of await keysOf(store)) {
    const bytes = await store.get(key);
    const isText = /\.(?:json|jsonl|ndjson)$/.test(key);
    content[key] = isText ? Buffer.from(bytes).toString().replaceAll(VOLATILE, '$1') : sha256Hex(bytes);
  }
  return content;
}

/** Values that differ between two runs of a job: times, durations, ETags, and the epoch at which a training resumed. */
const VOLATILE =
  /("(?:createdAt|finishedAt|startedAt|timestamp|at|etag|latency|stages|work|clipsPerSecond|trainingSeconds|extractionMs|milliseconds|resumedFromEpoch)\\?":)(?:\{[^}]*\}|\\?"[^"]*"|[^,}\]]*)/g;
