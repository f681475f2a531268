import type { Readable } from 'node:stream';
import { expect } from 'vitest';
import { SerenadeError, sha256Hex } from '#libs/contracts';
import type { ObjectStore } from '#libs/storage';
import { keysOf } from './temp-store.js';

/** One job in a store of its own. Its ids are the same in every world, so that what it leaves can be compared. */
export interface World extends AsyncDisposable {
  readonly store: ObjectStore;
  /** Runs the job on its store as a process sees it. */
  attempt(store: ObjectStore): Promise<unknown>;
}

/**
 * Ends the job's process after each of its puts, runs the job again, and expects the store to hold what an undisturbed
 * job leaves. Returns the number of puts.
 */
export async function expectSameAfterEachPut(open: () => Promise<World>): Promise<number> {
  await using undisturbed = await open();
  const counting = countingStore(undisturbed.store);
  await undisturbed.attempt(counting.store);
  const puts = counting.puts();
  const expected = await contentOf(undisturbed.store);
  for (let survived = 0; survived <= puts; survived++) {
    await using world = await open();
    const first = world.attempt(dyingStore(world.store, survived));
    if (survived < puts) await expect(first).rejects.toMatchObject({ code: 'store.unavailable' });
    else await first.catch(() => undefined); // after the last put only deletions are left
    await world.attempt(world.store);
    expect(await contentOf(world.store), `ended after ${survived} of ${puts} puts`).toEqual(expected);
  }
  return puts;
}

/** A store whose calls all fail, reads too, once `puts` puts have gone through. */
function dyingStore(store: ObjectStore, puts: number): ObjectStore {
  let left = puts;
  let isDead = false;
  return onEachCall(store, (name, args) => {
    if (PUTS.includes(name)) isDead ||= left-- === 0;
    if (!isDead) return;
    if (name === 'putStream') (args[1] as Readable).destroy();
    throw new SerenadeError('store.unavailable', 'The process has ended.');
  });
}

function countingStore(store: ObjectStore): { readonly store: ObjectStore; puts(): number } {
  let puts = 0;
  return { store: onEachCall(store, (name) => void (puts += PUTS.includes(name) ? 1 : 0)), puts: () => puts };
}

const PUTS: readonly (string | symbol)[] = ['put', 'putIfAbsent', 'putStream'];

function onEachCall(
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

/** Every object of a store by its key: JSON without times and identities of objects, other bytes by their hash. */
async function contentOf(store: ObjectStore): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const key of await keysOf(store)) {
    const bytes = await store.get(key);
    const isText = /\.(?:json|jsonl|ndjson)$/.test(key);
    content[key] = isText ? Buffer.from(bytes).toString().replaceAll(VOLATILE, '$1') : sha256Hex(bytes);
  }
  return content;
}

/** What no two runs of a job share: times, durations, ETags, and the epoch at which a training resumed. */
const VOLATILE =
  /("(?:createdAt|finishedAt|startedAt|timestamp|at|etag|latency|stages|work|clipsPerSecond|trainingSeconds|extractionMs|milliseconds|resumedFromEpoch)\\?":)(?:\{[^}]*\}|\\?"[^"]*"|[^,}\]]*)/g;
