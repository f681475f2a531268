import { ascii, concat } from './wav-writer.js';

export type TagName = 'ID3v1' | 'ID3v2' | 'ID3v2 with footer' | 'APEv2' | 'APE footer' | 'Lyrics3' | 'zeros';

/** Makes a tag whose content has `size` bytes, none of which begins a frame. ID3v1 has a fixed size. */
export function makeTag(name: TagName, size: number): Uint8Array {
  const content = new Uint8Array(size).fill(0x41);
  const syncSafe = Uint8Array.of((size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127);
  switch (name) {
    case 'ID3v1':
      return concat([ascii('TAG'), new Uint8Array(125).fill(0x20)]);
    case 'ID3v2':
      return concat([ascii('ID3\x03\0\0'), syncSafe, content]);
    case 'ID3v2 with footer':
      return concat([ascii('ID3\x04\0\x10'), syncSafe, content, ascii('3DI\x04\0\x10'), syncSafe]);
    case 'APEv2':
      return concat([ape(size + 32, 0xa000_0000), content, ape(size + 32, 0x8000_0000)]);
    case 'APE footer':
      return ape(32, 0);
    case 'Lyrics3':
      return concat([ascii('LYRICSBEGIN'), content, ascii(`${String(size + 11).padStart(6, '0')}LYRICS200`)]);
    case 'zeros':
      return new Uint8Array(size);
  }
}

function ape(size: number, flags: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(24));
  [2000, size, 0, flags].forEach((value, at) => view.setUint32(4 * at, value, true));
  return concat([ascii('APETAGEX'), new Uint8Array(view.buffer)]);
}
