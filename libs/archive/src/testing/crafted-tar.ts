/** An entry in which every field may lie. Omitted fields are true. */
export interface CraftedTarEntry {
  readonly name: string | Buffer;
  readonly bytes?: Uint8Array;
  readonly type?: string;
  readonly size?: number;
  readonly linkName?: string;
  readonly checksum?: number;
}

const BLOCK = 512;

/** Writes a ustar archive byte by byte, with its end. */
export function craftedTar(entries: readonly CraftedTarEntry[]): Buffer {
  return Buffer.concat([...entries.map(entryOf), Buffer.alloc(2 * BLOCK)]);
}

function entryOf(entry: CraftedTarEntry): Buffer {
  const bytes = entry.bytes ?? Buffer.alloc(0);
  const header = Buffer.alloc(BLOCK);
  Buffer.from(entry.name).copy(header, 0, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${(entry.size ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write(entry.type ?? '0', 156);
  header.write(entry.linkName ?? '', 157);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 8 * 0x20);
  header.write(`${(entry.checksum ?? sum).toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

/** Returns a pax record about the entry behind it. */
export function paxOf(fields: Readonly<Record<string, string>>): CraftedTarEntry {
  const records = Object.entries(fields).map(([key, value]) => {
    const body = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(body);
    while (String(length).length + Buffer.byteLength(body) !== length)
      length = String(length).length + Buffer.byteLength(body);
    return `${length}${body}`;
  });
  return { name: 'pax', type: 'x', bytes: Buffer.from(records.join('')) };
}

/** Returns one zstd frame of raw blocks and, at its end, `zeros` blocks that each unpack to 128 KiB of zeros (RFC 8878 3.1.1). */
export function zstdOf(bytes: Uint8Array, zeros = 0, windowDescriptor = 0x38): Buffer {
  const blocks: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, windowDescriptor])];
  const head = (size: number, type: number, isLast: boolean) => {
    const field = Buffer.alloc(3);
    field.writeUIntLE((size << 3) | (type << 1) | (isLast ? 1 : 0), 0, 3);
    return field;
  };
  for (let at = 0; at < bytes.length; at += 100_000) {
    const block = bytes.subarray(at, at + 100_000);
    blocks.push(head(block.length, 0, false), Buffer.from(block));
  }
  for (let block = 0; block < zeros; block++) blocks.push(head(128 * 1024, 1, false), Buffer.alloc(1));
  return Buffer.concat([...blocks, head(0, 0, true)]);
}
