import { isTracing } from '#libs/runtime';
import { FileStore } from './file-store.js';
import type { ObjectStore } from './object-store.js';
import { S3Store, type S3Settings } from './s3-store.js';
import { traceStore } from './traced-store.js';

export type StoreSettings =
  { readonly kind: 'file'; readonly dir: string } | ({ readonly kind: 's3' } & S3Settings);

/** Opens the store that the settings describe. It connects on first use. */
export function openStore(settings: StoreSettings): ObjectStore {
  const store = settings.kind === 'file' ? new FileStore(settings.dir) : new S3Store(settings);
  return isTracing() ? traceStore(store) : store;
}
