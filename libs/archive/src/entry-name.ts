import { isAscii, isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { NameEncoding } from '#libs/contracts';
import { decodeName } from './name-encoding.js';
import { readExtraField, EXTRA, FLAG } from './zip-format.js';

export interface EntryName {
  readonly name: string;
  /** False if the entry declares UTF-8 and its bytes are not. `name` then contains replacement characters. */
  readonly nameIsValid: boolean;
  /** The stored bytes, if the name was decoded from an encoding that the archive does not state. */
  readonly nameBytes?: Buffer | undefined;
}

/** The fields of a directory record that determine an entry's name. */
export interface StoredName {
  readonly raw: Buffer;
  readonly flags: number;
  /** "Version made by"; its upper byte is the system (APPNOTE 4.4.2). */
  readonly madeBy: number;
  readonly extra: Buffer;
}

const UNIX_HOSTS: readonly number[] = [3, 19]; // Unix, macOS
const DOS_HOSTS: readonly number[] = [0, 10, 11]; // FAT, NTFS by APPNOTE and by Info-ZIP

/**
 * Decodes the name of an entry: as UTF-8 if it has the flag (4.4.4 bit 11) or Info-ZIP's Unicode path field, otherwise in
 * the given encoding. Archives from Unix and macOS often lack the flag, so their names are UTF-8 if the bytes allow it.
 */
export function decodeEntryName(stored: StoredName, encoding: NameEncoding): EntryName {
  const stated = decodeStated(stored);
  const decoded = stated?.name ?? decodeName(stored.raw, encoding);
  return {
    name: DOS_HOSTS.includes(stored.madeBy >>> 8) ? replaceBackslashes(decoded) : decoded,
    nameIsValid: stated?.nameIsValid ?? true,
    nameBytes: stated === null ? stored.raw : undefined,
  };
}

/** Returns true if the archive does not state how the name is encoded, and the name is not plain ASCII. */
export function isUnstated(stored: StoredName): boolean {
  return decodeStated(stored) === null;
}

/**
 * .NET before 4.6.1 wrote backslashes as separators, which 4.4.17.1 forbids. Behind a character beyond ASCII the byte may
 * be the second half of a character of Shift-JIS, Big5 or GBK that was decoded in another encoding, so it stays.
 */
function replaceBackslashes(name: string): string {
  return name.replaceAll(/(?<![\u0080-\uffff])\\/g, '/');
}

function decodeStated({ raw, flags, madeBy, extra }: StoredName): EntryName | null {
  if (isAscii(raw)) return { name: raw.toString('latin1'), nameIsValid: true };
  if ((flags & FLAG.utf8) !== 0) return { name: raw.toString('utf8'), nameIsValid: isUtf8(raw) };
  const unicode = readUnicodePath(raw, extra);
  if (unicode !== null) return { name: unicode, nameIsValid: true };
  const isUnix = UNIX_HOSTS.includes(madeBy >>> 8);
  return isUnix && isUtf8(raw) ? { name: raw.toString('utf8'), nameIsValid: true } : null;
}

/** Reads Info-ZIP's Unicode path (4.6.9): version 1, CRC-32 of the plain name, UTF-8. With another CRC it is outdated. */
function readUnicodePath(raw: Buffer, extra: Buffer): string | null {
  const field = readExtraField(extra, EXTRA.unicodePath);
  if (field === null || field.length < 5 || field[0] !== 1) return null;
  const path = field.subarray(5);
  if (field.readUInt32LE(1) !== crc32(raw) || !isUtf8(path)) return null;
  return path.toString('utf8');
}
