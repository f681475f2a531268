import type { RawFormat, RawSound } from '#libs/contracts';

/** WAV states the format tag and the bits of a sample; AU, which is big-endian, an encoding. */
type Header =
  | { readonly kind: 'wav'; readonly tag: number; readonly bits: number }
  | { readonly kind: 'au'; readonly encoding: number };

const HEADERS: Readonly<Record<RawFormat, Header>> = {
  mulaw: { kind: 'wav', tag: 7, bits: 8 },
  alaw: { kind: 'wav', tag: 6, bits: 8 },
  u8: { kind: 'wav', tag: 1, bits: 8 },
  s8: { kind: 'au', encoding: 2 },
  s16le: { kind: 'wav', tag: 1, bits: 16 },
  s16be: { kind: 'au', encoding: 3 },
  s24le: { kind: 'wav', tag: 1, bits: 24 },
  s24be: { kind: 'au', encoding: 4 },
  s32le: { kind: 'wav', tag: 1, bits: 32 },
  s32be: { kind: 'au', encoding: 5 },
  f32le: { kind: 'wav', tag: 3, bits: 32 },
  f32be: { kind: 'au', encoding: 6 },
};

/**
 * Builds the header that a clip without one lacks, so that its samples are decoded like those of a WAV or AU file.
 *
 * @param size the number of bytes of the samples; a size beyond 4 GiB means "to the end", as in those formats
 */
export function buildRawHeader({ format, rateHz, channels }: RawSound, size: number): Uint8Array {
  const header = HEADERS[format];
  const stated = Math.min(size, 0xffffffff);
  if (header.kind === 'au') {
    const view = new DataView(new ArrayBuffer(24));
    const fields = [0x2e736e64, 24, stated, header.encoding, rateHz, channels]; // the first are the bytes ".snd"
    fields.forEach((field, at) => view.setUint32(4 * at, field));
    return new Uint8Array(view.buffer);
  }
  const frame = (channels * header.bits) / 8;
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(Math.min(stated + 36, 0xffffffff), 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(header.tag, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rateHz, 24);
  bytes.writeUInt32LE(rateHz * frame, 28);
  bytes.writeUInt16LE(frame, 32);
  bytes.writeUInt16LE(header.bits, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(stated, 40);
  return Uint8Array.from(bytes);
}

/** Puts the header in front of a clip that a client declared to have none. Returns any other clip as it is. */
export function addRawHeader(bytes: Uint8Array, raw: RawSound | undefined): Uint8Array {
  return raw === undefined ? bytes : Buffer.concat([buildRawHeader(raw, bytes.length), bytes]);
}
