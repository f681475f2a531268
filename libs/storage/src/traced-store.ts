import { SerenadeError } from '#libs/contracts';
import { beginSpan, inSpan, type SpanOptions } from '#libs/runtime';
import type { ObjectStore } from './object-store.js';

/** The operations that appear in traces, besides `list`. */
const TRACED: readonly string[] = [
  'head',
  'get',
  'find',
  'getRange',
  'stream',
  'put',
  'putIfAbsent',
  'putStream',
  'delete',
  'deletePrefix',
] satisfies (keyof ObjectStore)[];

type Call = (key: string, ...rest: unknown[]) => Promise<unknown>;

/**
 * Wraps a store so that each operation is a span. The span of a stream ends when the stream is open, that of a listing
 * when the listing is over. Spans contain only the first segment of the key (`archives`, `features`), so they can be
 * grouped and contain no owner.
 */
export function traceStore(store: ObjectStore): ObjectStore {
  const about = (key: string): SpanOptions => ({
    kind: 'client',
    attributes: { 'serenade.store.kind': store.kind, 'serenade.store.prefix': key.split('/', 1)[0] },
  });
  return new Proxy(store, {
    get(target, name: keyof ObjectStore) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name === 'list') return traceList(target, about);
      const call = member.bind(target) as Call;
      if (!TRACED.includes(name)) return call;
      return (key: string, ...rest: unknown[]) =>
        inSpan(`store ${name}`, { ...about(key), expects: isAnswer }, async (span) => {
          const found = await call(key, ...rest);
          if (found instanceof Uint8Array) span.set({ 'serenade.store.bytes': found.length });
          return found;
        });
    },
  });
}

/** Returns true for the errors that mean that an object exists, or does not. They are no failures of the store. */
function isAnswer(error: unknown): boolean {
  return error instanceof SerenadeError && /^store\.object_(?:exists|missing)$/.test(error.code);
}

function traceList(store: ObjectStore, about: (key: string) => SpanOptions): ObjectStore['list'] {
  return async function* (prefix, options) {
    const span = beginSpan('store list', about(prefix));
    let objects = 0;
    try {
      for await (const info of store.list(prefix, options)) {
        objects += 1;
        yield info;
      }
    } finally {
      span.set({ 'serenade.store.objects': objects });
      span.end();
    }
  };
}
