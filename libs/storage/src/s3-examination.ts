import { randomUUID } from 'node:crypto';
import { SerenadeError } from '#libs/contracts';
import { isRefusal, readStatus } from './s3-errors.js';
import type { ObjectInfo, ObjectStore, PutOptions } from './object-store.js';
import type { S3Deletion } from './s3-deletion.js';

/** Features that a store turned out to lack. The store works around them. */
export interface S3Quirks {
  ignoresRange: boolean;
  ignoresIfMatch: boolean;
}

interface Examined extends Pick<ObjectStore, 'getRange' | 'head' | 'list'> {
  readonly quirks: S3Quirks;
  readonly deletion: S3Deletion;
  put(
    key: string,
    bytes: string,
    options?: PutOptions,
    condition?: { readonly IfNoneMatch: '*' },
  ): Promise<ObjectInfo>;
}

/** So many writers race for one key. A store that checks the condition before the write lets several of them win. */
const RIVALS = 4;

/**
 * Tries every feature that Serenade needs of an S3 service, on objects under `probes/` that it deletes again.
 *
 * @returns a sentence for each missing feature that Serenade works around
 * @throws SerenadeError `store.unsuitable` without conditional writes, on which exactly-once rests; `store.unavailable`
 */
export async function examineS3(store: Examined): Promise<readonly string[]> {
  const prefix = `probes/${randomUUID()}/`;
  const keys = ['a', 'b', 'c'].map((name) => prefix + name);
  try {
    await assertConditionalPut(store, `${prefix}once`);
    await Promise.all(keys.map((key) => store.put(key, '0123456789')));
    const notes = await Promise.all([
      checkRange(store, `${prefix}a`),
      checkIfMatch(store, `${prefix}b`),
      checkListing(store, prefix),
    ]);
    return [...notes, await checkDeletion(store, keys)].filter((note) => note !== null);
  } finally {
    // What stays is reported by checkDeletion. It is tiny, and no reader looks there.
    await store.deletion.deleteAll([...keys, `${prefix}once`]).catch(() => undefined);
  }
}

async function assertConditionalPut(store: Examined, key: string): Promise<void> {
  const tryPut = async (): Promise<boolean> => {
    try {
      await store.put(key, '', {}, { IfNoneMatch: '*' });
      return true;
    } catch (error) {
      if (error instanceof SerenadeError && error.code === 'store.object_exists') return false;
      const { cause } = error as SerenadeError;
      if (isRefusal(readStatus(cause)))
        throw unsuitable(`rejects it with ${/\d{3} \w+/.exec((error as Error).message)?.[0] ?? 'an error'}`);
      throw error;
    }
  };
  const raced = await Promise.all(Array.from({ length: RIVALS }, tryPut));
  if (await tryPut()) throw unsuitable('ignores it');
  const winners = raced.filter(Boolean).length;
  if (winners !== 1) throw unsuitable(`let ${winners} of ${RIVALS} simultaneous writers win`);
}

function unsuitable(how: string): SerenadeError {
  return new SerenadeError(
    'store.unsuitable',
    `The object store cannot guarantee that a result is written once: it must support If-None-Match on PUT, but ${how}. Use a store that does, such as AWS S3 or MinIO.`,
  );
}

async function checkRange(store: Examined, key: string): Promise<string | null> {
  const bytes = await store.getRange(key, 2, 5);
  if (Buffer.from(bytes).toString() !== '234') return 'The object store returns wrong bytes for a range.';
  if (!store.quirks.ignoresRange) return null;
  return 'The object store ignores Range, so reading one clip transfers its whole archive.';
}

async function checkIfMatch(store: Examined, key: string): Promise<string | null> {
  const isNoticed = await store.getRange(key, 0, 1, '"00000000000000000000000000000000"').then(
    () => false,
    (error: unknown) => {
      if (error instanceof SerenadeError && error.code === 'archive.changed') return true;
      throw error;
    },
  );
  if (!isNoticed)
    return 'The object store returns no ETag, so Serenade cannot notice that an archive has changed.';
  if (!store.quirks.ignoresIfMatch) return null;
  return 'The object store ignores If-Match, so Serenade compares the ETag of each answer itself.';
}

async function checkListing(store: Examined, prefix: string): Promise<string | null> {
  const found: string[] = [];
  for await (const { key } of store.list(prefix, { pageSize: 1 })) found.push(key.slice(prefix.length));
  if (found.join(' ') === 'a b c once') return null;
  return `The object store lists new objects late or in another order (${found.join(', ') || 'none'} of a, b, c, once), so deletions may need several rounds.`;
}

async function checkDeletion(store: Examined, keys: readonly string[]): Promise<string | null> {
  const findLeft = async () =>
    (await Promise.all(keys.map((key) => store.head(key)))).some((info) => info !== null);
  try {
    await store.deletion.deleteAll(keys);
    if (await findLeft()) {
      store.deletion.isSingle = true;
      await store.deletion.deleteAll(keys);
      if (await findLeft())
        return 'The object store reports deletions that it does not do, so deleted data stays there.';
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `The object store deletes no objects, so deleted and expired data stays there: ${reason}`;
  }
  if (!store.deletion.isSingle) return null;
  return 'The object store cannot delete several objects in one request, so large deletions take longer.';
}
