import { randomBytes, timingSafeEqual } from 'node:crypto';
import { newId, sha256Hex } from '#libs/contracts';

const SECRET_BYTES = 32;
/** `srn_`, the key's UUID without dashes, and 32 random bytes in base64url (RFC 4648 §5). */
const SHAPE = /^srn_([0-9a-f]{8})([0-9a-f]{4})(7[0-9a-f]{3})([89ab][0-9a-f]{3})([0-9a-f]{12})_[\w-]{43}$/;

/** Matches keys in text, so that logs can redact them and scanners can find them. */
export const ANY_SECRET = /srn_[0-9a-f]{32}_[\w-]{43}/g;

/** Creates a key's id, the secret that its holder sends, and the secret's hash. Only the hash is stored. */
export function createSecret(): {
  readonly id: string;
  readonly secret: string;
  readonly secretSha256: string;
} {
  const id = newId('key');
  const digits = id.slice(id.indexOf('-') + 1).replaceAll('-', '');
  const secret = `srn_${digits}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { id, secret, secretSha256: sha256Hex(secret) };
}

/** Returns the id of the key in a secret; null if the text is not a Serenade secret. */
export function parseKeyId(secret: string): string | null {
  const parts = SHAPE.exec(secret)?.slice(1);
  return parts === undefined ? null : `key-${parts.join('-')}`;
}

/** Compares in constant time. */
export function isSecretOf(secret: string, secretSha256: string): boolean {
  const [given, kept] = [Buffer.from(sha256Hex(secret), 'hex'), Buffer.from(secretSha256, 'hex')];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
