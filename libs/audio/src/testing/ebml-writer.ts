import { concat, ascii } from './wav-writer.js';

/** Writes Matroska files element by element for specs. They may be invalid on purpose. */
export const IDS = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  cluster: 0x1f43b675,
  tracks: 0x1654ae6b,
  entry: 0xae,
  number: 0xd7,
  type: 0x83,
  isDefault: 0x88,
  codecId: 0x86,
  audio: 0xe1,
  rate: 0xb5,
  channels: 0x9f,
  bits: 0x6264,
  encodings: 0x6d80,
  encoding: 0x6240,
  compression: 0x5034,
  algorithm: 0x4254,
  settings: 0x4255,
  simpleBlock: 0xa3,
} as const;

/** Writes an element. @param isOpen writes the unknown size */
export function element(id: number, body: Uint8Array, isOpen = false): Uint8Array {
  const idBytes = Buffer.from(
    id.toString(16).padStart(2 * Math.ceil(id.toString(16).length / 2), '0'),
    'hex',
  );
  const size = new Uint8Array(8);
  const view = new DataView(size.buffer);
  view.setBigUint64(0, isOpen ? 0x01ff_ffff_ffff_ffffn : BigInt(body.length));
  view.setUint8(0, 1); // eight bytes
  return concat([idBytes, size, body]);
}

export function number(id: number, value: number): Uint8Array {
  return element(id, Uint8Array.of(value >> 8, value & 255));
}

/** Writes a track entry; of audio it is 16-bit mono PCM at 16 kHz. */
export function trackEntry(
  track: number,
  type: 'audio' | 'video',
  options: { readonly isDefault?: boolean; readonly parts?: readonly Uint8Array[] } = {},
): Uint8Array {
  const rate = new Uint8Array(8);
  new DataView(rate.buffer).setFloat64(0, 16_000);
  const audio = [element(IDS.rate, rate), number(IDS.channels, 1), number(IDS.bits, 16)];
  return element(
    IDS.entry,
    concat([
      number(IDS.number, track),
      number(IDS.type, type === 'audio' ? 2 : 1),
      number(IDS.isDefault, options.isDefault === false ? 0 : 1),
      element(IDS.codecId, ascii(type === 'audio' ? 'A_PCM/INT/LIT' : 'V_VP9')),
      ...(type === 'audio' ? [element(IDS.audio, concat(audio))] : []),
      ...(options.parts ?? []),
    ]),
  );
}

/** Writes a SimpleBlock. @param lacing bits 1 and 2 of its flags */
export function simpleBlock(track: number, content: Uint8Array, lacing = 0): Uint8Array {
  return element(IDS.simpleBlock, concat([Uint8Array.of(0x80 | track, 0, 0, lacing << 1), content]));
}

/** Writes a file of these tracks and blocks, as a live recording with `isOpen`. */
export function matroska(
  entries: readonly Uint8Array[],
  blocks: readonly Uint8Array[],
  isOpen = false,
): Uint8Array {
  const tracks = element(IDS.tracks, concat(entries));
  const cluster = element(IDS.cluster, concat(blocks), isOpen);
  return concat([
    element(IDS.header, new Uint8Array()),
    element(IDS.segment, concat([tracks, cluster]), isOpen),
  ]);
}
