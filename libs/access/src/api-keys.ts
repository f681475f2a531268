import {
  SerenadeError,
  apiKeyRecord,
  keyLastUse,
  keyStateOf,
  type ApiKeyRecord,
  type ApiKeyView,
  type Scope,
} from '#libs/contracts';
import {
  Records,
  apiKeyKeys,
  findJson,
  putJson,
  recordPrefix,
  type ObjectStore,
  type Page,
  type PageOptions,
} from '#libs/storage';
import { createSecret } from './secret.js';

export interface NewApiKey {
  readonly owner: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string | null;
  readonly createdBy: string;
  readonly requestsPerMinute?: number | null;
}

/** Stores API keys. The object store is their only record. */
export class ApiKeys {
  private readonly records: Records<typeof apiKeyRecord>;

  constructor(private readonly store: ObjectStore) {
    this.records = new Records(store, 'keys', apiKeyRecord);
  }

  /** Creates a key. Only this answer contains the secret. */
  async create(wanted: NewApiKey): Promise<{ record: ApiKeyRecord; secret: string }> {
    const { id, secret, secretSha256 } = createSecret();
    const record: ApiKeyRecord = {
      v: 1,
      id,
      owner: wanted.owner,
      name: wanted.name,
      scopes: [...new Set(wanted.scopes)],
      secretSha256,
      createdAt: new Date().toISOString(),
      createdBy: wanted.createdBy,
      expiresAt: wanted.expiresAt,
      revokedAt: null,
      requestsPerMinute: wanted.requestsPerMinute ?? null,
    };
    await this.records.save(record);
    return { record, secret };
  }

  find(id: string): Promise<ApiKeyRecord | null> {
    return this.records.find(id);
  }

  /** @throws SerenadeError `key.not_found` */
  async get(id: string): Promise<ApiKeyRecord> {
    const record = await this.find(id);
    if (record !== null) return record;
    const message = `API key ${id} does not exist. List keys with \`serenade keys list\`.`;
    throw new SerenadeError('key.not_found', message, { keyId: id });
  }

  page(options: PageOptions): Promise<Page<ApiKeyRecord>> {
    return this.records.page(options);
  }

  /** Revokes a key permanently; revoking it again changes nothing. @throws SerenadeError `key.not_found` */
  async revoke(id: string): Promise<ApiKeyRecord> {
    const record = await this.get(id);
    if (record.revokedAt !== null) return record;
    const revoked = { ...record, revokedAt: new Date().toISOString() };
    await this.records.save(revoked);
    return revoked;
  }

  /** Returns true once a key was created here, revoked or not. From then on, every request needs a key. */
  async any(): Promise<boolean> {
    for await (const _key of this.store.list(recordPrefix('keys'), { pageSize: 1 })) return true;
    return false;
  }

  async noteUse(id: string, usedAtMs: number): Promise<void> {
    await putJson(this.store, apiKeyKeys.lastUse(id), { usedAt: new Date(usedAtMs).toISOString() });
  }

  /** Returns the public view of a key, without the hash of its secret. */
  async toView(record: ApiKeyRecord): Promise<ApiKeyView> {
    const { v: _version, secretSha256: _hash, ...shown } = record;
    const lastUse = await findJson(this.store, apiKeyKeys.lastUse(record.id), keyLastUse);
    return { ...shown, state: keyStateOf(record), lastUsedAt: lastUse?.usedAt ?? null };
  }
}
