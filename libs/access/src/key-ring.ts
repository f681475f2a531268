import { SerenadeError, keyStateOf, type ApiKeyRecord } from '#libs/contracts';
import type { ApiKeys } from './api-keys.js';
import { isSecretOf, parseKeyId } from './secret.js';

/** Time during which this process accepts a key that another process revoked. */
export const KEY_KEPT_MS = 5_000;
/** Time during which this process may miss that the first key was created. */
const NONE_KEPT_MS = 2_000;
const NOTE_USE_EVERY_MS = 60_000;
const MOST_KEPT = 10_000;

/** Checks secrets against the keys in the store. It reads each key at most every five seconds. */
export class KeyRing {
  private readonly kept = new Map<string, { record: ApiKeyRecord | null; readAtMs: number }>();
  private readonly notedAtMs = new Map<string, number>();
  private isConfigured = false;
  private askedAtMs = -Infinity;

  constructor(
    private readonly keys: ApiKeys,
    private readonly now: () => number = Date.now,
  ) {}

  /** Returns true if requests need a key. @throws SerenadeError `store.unavailable`, so no request passes unchecked */
  async isClosed(): Promise<boolean> {
    if (this.isConfigured || this.now() - this.askedAtMs < NONE_KEPT_MS) return this.isConfigured;
    this.isConfigured = await this.keys.any();
    this.askedAtMs = this.now();
    return this.isConfigured;
  }

  /**
   * Returns the key that belongs to a secret.
   * @throws SerenadeError `auth.key_invalid`; `auth.key_revoked`, `auth.key_expired` if the secret was valid before
   */
  async open(secret: string): Promise<ApiKeyRecord> {
    const id = parseKeyId(secret);
    const record = id === null ? null : await this.find(id);
    if (record !== null && isSecretOf(secret, record.secretSha256)) return this.requireUsable(record);
    const message = 'The API key does not exist. List keys with `serenade keys list`.';
    throw new SerenadeError('auth.key_invalid', message);
  }

  /** Returns the key with that id if it is still valid. @throws SerenadeError as `open` */
  async stillOpens(id: string): Promise<ApiKeyRecord> {
    const record = await this.find(id);
    if (record !== null) return this.requireUsable(record);
    throw new SerenadeError('auth.key_invalid', `API key ${id} does not exist.`, { keyId: id });
  }

  /** Drops a cached key. Call it after creating or revoking a key in this process, so the change applies at once. */
  forget(id: string): void {
    this.kept.delete(id);
    this.askedAtMs = -Infinity;
  }

  /** Records the use of a key, at most once a minute. */
  async noteUse(id: string): Promise<void> {
    const now = this.now();
    if (now - (this.notedAtMs.get(id) ?? -Infinity) < NOTE_USE_EVERY_MS) return;
    this.notedAtMs.set(id, now);
    await this.keys.noteUse(id, now);
  }

  private requireUsable(record: ApiKeyRecord): ApiKeyRecord {
    const { id: keyId } = record;
    const state = keyStateOf(record, this.now());
    if (state === 'active') return record;
    const [code, event] =
      state === 'revoked'
        ? (['auth.key_revoked', 'was revoked'] as const)
        : (['auth.key_expired', 'has expired'] as const);
    const message = `API key ${keyId} ${event}. Create a new one with \`serenade keys create\`.`;
    throw new SerenadeError(code, message, { keyId });
  }

  private async find(id: string): Promise<ApiKeyRecord | null> {
    const kept = this.kept.get(id);
    if (kept !== undefined && this.now() - kept.readAtMs < KEY_KEPT_MS) return kept.record;
    const readAtMs = this.now();
    const record = await this.keys.find(id);
    this.kept.delete(id); // so that the oldest entry is the first
    this.kept.set(id, { record, readAtMs });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return record;
  }
}
