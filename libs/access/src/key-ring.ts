import { SerenadeError, keyStateOf, type ApiKeyRecord } from '#libs/contracts';
import type { ApiKeys } from './api-keys.js';
import { isSecretOf, keyIdOf } from './secret.js';

/** How long a key that another process revoked still opens this one. */
export const KEY_KEPT_MS = 5_000;
/** How long a process may not know that the first key was made. */
const NONE_KEPT_MS = 2_000;
const NOTE_USE_EVERY_MS = 60_000;
const MOST_KEPT = 10_000;

interface Kept {
  readonly record: ApiKeyRecord | null;
  readonly readAtMs: number;
}

/** Checks secrets against the keys in the store, each read at most every five seconds. */
export class KeyRing {
  private readonly kept = new Map<string, Kept>();
  private readonly notedAtMs = new Map<string, number>();
  private isConfigured = false;
  private askedAtMs = -Infinity;

  constructor(
    private readonly keys: ApiKeys,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether requests need a key. @throws SerenadeError `store.unavailable`: in doubt nobody comes in */
  async isClosed(): Promise<boolean> {
    if (this.isConfigured || this.now() - this.askedAtMs < NONE_KEPT_MS) return this.isConfigured;
    this.isConfigured = await this.keys.any();
    this.askedAtMs = this.now();
    return this.isConfigured;
  }

  /**
   * The key that the secret opens.
   * @throws SerenadeError `auth.key_invalid`; `auth.key_revoked` and `auth.key_expired` for a secret that once did
   */
  async open(secret: string): Promise<ApiKeyRecord> {
    const id = keyIdOf(secret);
    const record = id === null ? null : await this.find(id);
    if (record === null || !isSecretOf(secret, record.secretSha256)) {
      throw new SerenadeError('auth.key_invalid', 'There is no such API key; see `serenade keys list`.');
    }
    return this.usable(record);
  }

  /** The key of that id, for what was granted to its holder. @throws SerenadeError as `open` */
  async stillOpens(id: string): Promise<ApiKeyRecord> {
    const record = await this.find(id);
    if (record !== null) return this.usable(record);
    throw new SerenadeError('auth.key_invalid', `There is no API key ${id}.`, { keyId: id });
  }

  /** To be called when a key was made or revoked in this process, so that it counts at once. */
  forget(id: string): void {
    this.kept.delete(id);
    this.askedAtMs = -Infinity;
  }

  /** Notes the use of a key, at most once a minute. */
  async noteUse(id: string): Promise<void> {
    const now = this.now();
    if (now - (this.notedAtMs.get(id) ?? -Infinity) < NOTE_USE_EVERY_MS) return;
    this.notedAtMs.set(id, now);
    await this.keys.noteUse(id, now);
  }

  private usable(record: ApiKeyRecord): ApiKeyRecord {
    const { id: keyId } = record;
    const state = keyStateOf(record, this.now());
    if (state === 'revoked')
      throw new SerenadeError('auth.key_revoked', `The API key ${keyId} was revoked.`, { keyId });
    if (state === 'expired')
      throw new SerenadeError('auth.key_expired', `The API key ${keyId} has expired.`, { keyId });
    return record;
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
