import { SerenadeError } from '#libs/contracts';
import type { ObjectStore } from '#libs/storage';

export interface FailingStore {
  readonly store: ObjectStore;
  /** The number of calls that have failed. */
  failed(): number;
}

/** Wraps a real store. The next `times` calls of `method` fail as if the store were unreachable; all others work. */
export function failCalls(
  store: ObjectStore,
  method: 'put' | 'putIfAbsent',
  times: number,
  concerns: (key: string) => boolean = () => true,
): FailingStore {
  let failures = 0;
  const guarded = new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = value.bind(target) as (...args: unknown[]) => unknown;
      if (name !== method) return call;
      return (...args: unknown[]) => {
        if (failures >= times || !concerns(args[0] as string)) return call(...args);
        failures += 1;
        return Promise.reject(new SerenadeError('store.unavailable', 'The store is away.'));
      };
    },
  });
  return { store: guarded, failed: () => failures };
}
