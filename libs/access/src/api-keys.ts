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
import { newSecret } from './secret.js';

export interface NewApiKey {
  readonly owner: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string | null;
  readonly createdBy: string;
  readonly requestsPerMinute?: number | null;
}

/** API keys in the store, which is their only record. */
export class ApiKeys {
  private readonly records: Records<typeof apiKeyRecord>;

  constructor(private readonly store: ObjectStore) {
    this.records = new Records(store, 'keys', apiKeyRecord);
  }

  /** The secret is in the answer and nowhere else. */
  async create(wanted: NewApiKey): Promise<{ record: ApiKeyRecord; secret: string }> {
    const { id, secret, secretSha256 } = newSecret();
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
    throw new SerenadeError('key.not_found', `There is no key ${id}.`, { keyId: id });
  }

  page(options: PageOptions): Promise<Page<ApiKeyRecord>> {
    return this.records.page(options);
  }

  /** For ever; revoking twice changes nothing. @throws SerenadeError `key.not_found` */
  async revoke(id: string): Promise<ApiKeyRecord> {
    const record = await this.get(id);
    if (record.revokedAt !== null) return record;
    const revoked = { ...record, revokedAt: new Date().toISOString() };
    await this.records.save(revoked);
    return revoked;
  }

  /** Whether a key was ever made here; from then on nobody comes in without one, revoked or not. */
  async any(): Promise<boolean> {
    for await (const _key of this.store.list(recordPrefix('keys'), { pageSize: 1 })) return true;
    return false;
  }

  async noteUse(id: string, usedAtMs: number): Promise<void> {
    await putJson(this.store, apiKeyKeys.lastUse(id), { usedAt: new Date(usedAtMs).toISOString() });
  }

  /** A key as it may be shown: without what its secret is compared with. */
  async view(record: ApiKeyRecord): Promise<ApiKeyView> {
    const { v: _version, secretSha256: _hash, ...shown } = record;
    return { ...shown, state: keyStateOf(record), lastUsedAt: await this.lastUse(record.id) };
  }

  private async lastUse(id: string): Promise<string | null> {
    return (await findJson(this.store, apiKeyKeys.lastUse(id), keyLastUse))?.usedAt ?? null;
  }
}
