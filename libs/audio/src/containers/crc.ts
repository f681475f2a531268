/** The checksums of FLAC frames and Ogg pages take the most significant bit first and begin with 0. */
const CRC8_TABLE = buildTable(8, 0x07);
const CRC16_TABLE = buildTable(16, 0x8005);
const CRC32_TABLE = buildTable(32, 0x04c11db7);

/** Computes the CRC-8 of a FLAC frame header, polynomial x^8 + x^2 + x + 1 (RFC 9639 §9.1.8). */
export function crc8(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0;
  for (let at = start; at < end; at++) crc = CRC8_TABLE[crc ^ (bytes[at] ?? 0)] ?? 0;
  return crc;
}

/** Computes the CRC-16 of a FLAC frame, polynomial x^16 + x^15 + x^2 + 1 (RFC 9639 §9.3). */
export function crc16(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0;
  for (let at = start; at < end; at++) {
    crc = ((crc << 8) & 0xffff) ^ (CRC16_TABLE[(crc >> 8) ^ (bytes[at] ?? 0)] ?? 0);
  }
  return crc;
}

/** Computes the CRC-32 of an Ogg page, polynomial 0x04c11db7 (RFC 3533 §6), with zeros for the four bytes at `zeroAt`. */
export function oggCrc32(bytes: Uint8Array, start: number, end: number, zeroAt: number): number {
  let crc = 0;
  for (let at = start; at < end; at++) {
    const byte = at >= zeroAt && at < zeroAt + 4 ? 0 : (bytes[at] ?? 0);
    crc = (crc << 8) ^ (CRC32_TABLE[(crc >>> 24) ^ byte] ?? 0);
  }
  return crc >>> 0;
}

function buildTable(width: number, polynomial: number): Int32Array {
  const top = 2 ** (width - 1);
  const mask = width === 32 ? -1 : 2 ** width - 1;
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) crc = (crc & top) !== 0 ? (crc << 1) ^ polynomial : crc << 1;
    return crc & mask;
  });
}
