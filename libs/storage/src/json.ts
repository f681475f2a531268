import type { z } from 'zod';
import type { ObjectStore, ObjectInfo } from './object-store.js';

const JSON_TYPE = { contentType: 'application/json' };

/** Reads and validates a JSON object. @throws SerenadeError `store.object_missing` */
export async function getJson<S extends z.ZodType>(
  store: ObjectStore,
  key: string,
  schema: S,
): Promise<z.infer<S>> {
  return parseJson(await store.get(key), schema);
}

/** Reads and validates a JSON object. Returns null if the key does not exist. */
export async function findJson<S extends z.ZodType>(
  store: ObjectStore,
  key: string,
  schema: S,
): Promise<z.infer<S> | null> {
  const bytes = await store.find(key);
  return bytes === null ? null : parseJson(bytes, schema);
}

export function parseJson<S extends z.ZodType>(bytes: Uint8Array, schema: S): z.infer<S> {
  return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

export async function putJson(store: ObjectStore, key: string, value: unknown): Promise<ObjectInfo> {
  return store.put(key, serialize(value), JSON_TYPE);
}

/** Writes a JSON object unless the key exists. @returns true if this call wrote it */
export async function putJsonIfAbsent(store: ObjectStore, key: string, value: unknown): Promise<boolean> {
  return store.putIfAbsent(key, serialize(value), JSON_TYPE);
}

function serialize(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
