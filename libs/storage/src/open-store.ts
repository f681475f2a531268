import { isTracing } from '#libs/runtime';
import { FileStore } from './file-store.js';
import type { ObjectStore } from './object-store.js';
import { S3Store, type S3Settings } from './s3-store.js';
import { tracedStore } from './traced-store.js';

export type StoreSettings =
  { readonly kind: 'file'; readonly dir: string } | ({ readonly kind: 's3' } & S3Settings);

/** The store that the settings describe; connects when it is first used. */
export function openStore(settings: StoreSettings): ObjectStore {
  const store = settings.kind === 'file' ? new FileStore(settings.dir) : new S3Store(settings);
  return isTracing() ? tracedStore(store) : store;
}
