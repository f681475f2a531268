import { malformedClip } from '../clip-errors.js';

/** An element of an EBML document (RFC 8794): its id with the length marker, and the place of its content. */
export interface EbmlElement {
  readonly id: number;
  readonly start: number;
  /** Offset behind the content; Infinity if the writer did not know the size. */
  readonly end: number;
}

/** Reads the header of the element at `at`; null if the bytes end within it. @throws SerenadeError `clip.malformed` */
export function readEbmlElement(bytes: Uint8Array, at: number): EbmlElement | null {
  const idLength = Math.clz32(bytes[at] ?? 0) - 23;
  if (at >= bytes.length) return null;
  if (idLength > 4) throw malformedClip(`The Matroska file has no element at byte ${at}.`);
  const size = readVint(bytes, at + idLength);
  if (size === null) return null;
  let id = 0;
  for (let i = 0; i < idLength; i++) id = id * 256 + (bytes[at + i] ?? 0);
  const start = at + idLength + size.length;
  return { id, start, end: start + size.value };
}

/** Yields the elements in `[start, end)`, which must be whole. @throws SerenadeError `clip.malformed` */
export function* readEbmlElements(
  bytes: Uint8Array,
  start: number,
  end: number,
): Generator<EbmlElement, void, undefined> {
  for (let at = start; at < end;) {
    const element = readEbmlElement(bytes, at);
    if (element === null || element.end > end)
      throw malformedClip(`The Matroska element at byte ${at} is larger than its parent.`);
    yield element;
    at = element.end;
  }
}

/**
 * Reads a number whose length the leading zero bits of its first byte state (RFC 8794 §4). A number of only ones is the
 * unknown size, Infinity. Returns null if the bytes end within the number.
 */
export function readVint(bytes: Uint8Array, at: number): { value: number; length: number } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  if (length > 8) throw malformedClip(`The Matroska file has an impossible number at byte ${at}.`);
  let value = first & (0xff >> length);
  let isUnknown = value === 0xff >> length;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i] ?? 0;
    isUnknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: isUnknown ? Infinity : value, length };
}

/** Reads the content of an unsigned integer of up to 8 bytes; numbers above 2^53 lose precision. */
export function readEbmlNumber(bytes: Uint8Array, { start, end }: EbmlElement): number {
  return bytes.subarray(start, end).reduce((value, byte) => value * 256 + byte, 0);
}

/** Reads the content of a signed integer of up to 8 bytes. */
export function readEbmlSigned(bytes: Uint8Array, element: EbmlElement): number {
  const value = readEbmlNumber(bytes, element);
  const range = 256 ** (element.end - element.start);
  return value >= range / 2 ? value - range : value;
}

/** Reads the content of a float of 4 or 8 bytes; 0 for any other size. */
export function readEbmlFloat(bytes: Uint8Array, { start, end }: EbmlElement): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  return view.byteLength === 4 ? view.getFloat32(0) : view.byteLength === 8 ? view.getFloat64(0) : 0;
}
