import type { SerenadeError } from '#libs/contracts';
import { malformedClip, truncatedClip } from '../clip-errors.js';
import type { CafFile } from './caf.js';

/** The packets of a CAF file. */
export interface CafPackets {
  readonly packets: readonly Uint8Array[];
  /** Where the sound begins and ends in the decoded frames; null without a packet table. */
  readonly trim: { readonly delay: number; readonly frames: number } | null;
  /** The reason for missing packets at the end; null if none are missing. */
  readonly error: SerenadeError | null;
}

/**
 * Cuts the data of a CAF file into packets, by the packet table or by their common size.
 *
 * @throws SerenadeError `clip.malformed` without either
 */
export function cutPackets(bytes: Uint8Array, { data, table, description }: CafFile): CafPackets {
  const { packetBytes, packetFrames } = description;
  const end = data.start + data.bytes;
  const packets: Uint8Array[] = [];
  const sizes = packetBytes > 0 ? null : readSizes(table?.sizes ?? null, packetFrames === 0);
  let error: SerenadeError | null = data.cut;
  for (let at = data.start; at < end;) {
    const size = sizes === null ? packetBytes : sizes.next().value;
    if (size === undefined || packets.length === table?.packets) break;
    if (at + size > end) {
      error ??= truncatedClip(`The last packet of the CAF file has ${end - at} of its ${size} bytes.`);
      break;
    }
    packets.push(bytes.subarray(at, at + size));
    at += size;
  }
  const trim =
    table === null || table.frames <= 0 ? null : { delay: Math.max(0, table.delay), frames: table.frames };
  return { packets, trim, error };
}

/** Yields the sizes of packets: numbers of seven bits a byte, highest first, whose high bit marks that more follow. */
function* readSizes(table: Uint8Array | null, hasFrames: boolean): Generator<number, undefined, undefined> {
  if (table === null) throw malformedClip('The CAF file has no table of its packets.');
  let value = 0;
  let isSize = true;
  for (const byte of table) {
    value = (value * 128 + (byte & 127)) % 2 ** 32;
    if (byte & 128) continue;
    // A size of 0 would never end the data.
    if (isSize && value === 0) return;
    if (isSize) yield value;
    if (hasFrames) isSize = !isSize;
    value = 0;
  }
}
