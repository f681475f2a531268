import type { NameEncoding } from '#libs/contracts';
import { decodeName } from '../name-encoding.js';

const tables = new Map<NameEncoding, ReadonlyMap<string, Buffer>>();

/** Encodes a name in a legacy encoding, with the table that decoding all of its one- and two-byte sequences gives. */
export function encodeName(name: string, encoding: NameEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(name);
  const table = tables.get(encoding) ?? buildTable(encoding);
  tables.set(encoding, table);
  return Buffer.concat(
    Array.from(name, (character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${encoding} has no ${character}`);
      return bytes;
    }),
  );
}

function buildTable(encoding: NameEncoding): Map<string, Buffer> {
  const table = new Map<string, Buffer>();
  const add = (...bytes: number[]) => {
    const text = decodeName(Uint8Array.from(bytes), encoding);
    if (Array.from(text).length === 1 && text !== '\ufffd' && !table.has(text))
      table.set(text, Buffer.from(bytes));
  };
  for (let byte = 0; byte < 0x100; byte++) add(byte);
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail);
  return table;
}
