import type { Scope } from '#libs/contracts';
import type { TestApi } from './api.js';

/** A caller of the API with its own key. */
export interface KeyHolder {
  readonly keyId: string;
  readonly owner: string;
  readonly secret: string;
  readonly call: TestApi['call'];
}

/** Creates a key directly in the store, as the command line does on the host. */
export async function holderOf(
  api: TestApi,
  owner: string,
  scopes: readonly Scope[] = ['score', 'train'],
  expiresAt: string | null = null,
): Promise<KeyHolder> {
  const { record, secret } = await api.platform.keys.create({
    owner,
    name: 'tests',
    scopes,
    expiresAt,
    createdBy: 'host',
  });
  api.platform.ring.forget(record.id);
  return {
    keyId: record.id,
    owner,
    secret,
    call: (method, path, body, headers = {}) =>
      api.call(method, path, body, { authorization: `Bearer ${secret}`, ...headers }),
  };
}
