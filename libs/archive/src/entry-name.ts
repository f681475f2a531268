import { isAscii, isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { readExtraField, EXTRA, FLAG } from './zip-format.js';

export interface EntryName {
  readonly name: string;
  /** False if the entry declares UTF-8 and its bytes are not. `name` then contains replacement characters. */
  readonly nameIsValid: boolean;
}

/** Systems in the upper byte of "version made by" (APPNOTE 4.4.2). */
const HOST = { fat: 0, unix: 3, osX: 19 } as const;

/**
 * Decodes the name of an entry: as UTF-8 if it has the flag (4.4.4 bit 11) or Info-ZIP's Unicode path field, otherwise as
 * code page 437. Archives from Unix and macOS often lack the flag, so their names are UTF-8 if the bytes allow it.
 */
export function decodeEntryName(raw: Buffer, flags: number, madeBy: number, extra: Buffer): EntryName {
  const host = madeBy >>> 8;
  const decoded = decode(raw, flags, host, extra);
  // .NET before 4.6.1 wrote backslashes as separators (4.4.17.1 forbids them); on Unix they are part of the name.
  if (host !== HOST.fat || !decoded.name.includes('\\')) return decoded;
  return { ...decoded, name: decoded.name.replaceAll('\\', '/') };
}

function decode(raw: Buffer, flags: number, host: number, extra: Buffer): EntryName {
  if (isAscii(raw)) return { name: raw.toString('latin1'), nameIsValid: true };
  if ((flags & FLAG.utf8) !== 0) return { name: raw.toString('utf8'), nameIsValid: isUtf8(raw) };
  const unicode = readUnicodePath(raw, extra);
  if (unicode !== null) return { name: unicode, nameIsValid: true };
  if ((host === HOST.unix || host === HOST.osX) && isUtf8(raw)) {
    return { name: raw.toString('utf8'), nameIsValid: true };
  }
  return { name: decodeCp437(raw), nameIsValid: true };
}

/** Reads Info-ZIP's Unicode path (4.6.9): version 1, CRC-32 of the plain name, UTF-8. With another CRC it is outdated. */
function readUnicodePath(raw: Buffer, extra: Buffer): string | null {
  const field = readExtraField(extra, EXTRA.unicodePath);
  if (field === null || field.length < 5 || field[0] !== 1) return null;
  const path = field.subarray(5);
  if (field.readUInt32LE(1) !== crc32(raw) || !isUtf8(path)) return null;
  return path.toString('utf8');
}

/** The upper half of code page 437, the default encoding of names (APPNOTE D.1). */
const UPPER_HALF =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

function decodeCp437(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : UPPER_HALF.charAt(byte - 0x80);
  return text;
}
