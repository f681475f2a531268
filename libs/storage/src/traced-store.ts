import { SerenadeError } from '#libs/contracts';
import { beginSpan, inSpan, type SpanOptions } from '#libs/runtime';
import type { ObjectStore } from './object-store.js';

/** Operations that a trace shows; the others pass through. */
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
 * The store, each of its operations a span: of a stream until it is open, of a listing until it is over. Spans tell the
 * first part of the key alone (`archives`, `features`), so that they can be grouped and name nobody.
 */
export function tracedStore(store: ObjectStore): ObjectStore {
  const about = (key: string): SpanOptions => ({
    kind: 'client',
    attributes: { 'serenade.store.kind': store.kind, 'serenade.store.prefix': key.split('/', 1)[0] },
  });
  return new Proxy(store, {
    get(target, name: keyof ObjectStore) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name === 'list') return listed(target, about);
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

/** Errors by which the store answers a question: that an object is there, or is not. */
function isAnswer(error: unknown): boolean {
  return error instanceof SerenadeError && /^store\.object_(?:exists|missing)$/.test(error.code);
}

function listed(store: ObjectStore, about: (key: string) => SpanOptions): ObjectStore['list'] {
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
