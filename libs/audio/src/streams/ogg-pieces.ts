import { unsupportedClip } from '../clip-errors.js';
import { otherStream, readPage } from '../containers/ogg-pages.js';
import { latin1 } from '../containers/sniff.js';
import type { PcmSink } from '../pcm.js';
import type { ByteWindow } from './byte-window.js';
import type { OggPieces } from './ogg-page-piece.js';
import { decodeOpusPieces } from './opus-pieces.js';
import { decodeVorbisPieces } from './vorbis-pieces.js';

const SEGMENT_FULL = 255;

/**
 * Decodes an Ogg file of one Opus or Vorbis stream page by page. Damaged pages and files of several streams are errors.
 *
 * @throws SerenadeError as `decodeOgg`
 */
export async function decodeOggPieces(window: ByteWindow, sink: PcmSink): Promise<void> {
  const pages = readPages(window);
  const { value: first } = await pages.next();
  const head = first?.packets[0] ?? new Uint8Array();
  if (first !== undefined && latin1(head, 0, 8) === 'OpusHead') await decodeOpusPieces(first, pages, sink);
  else if (first !== undefined && latin1(head, 0, 7) === '\x01vorbis')
    await decodeVorbisPieces(first, pages, sink);
  else throw unsupportedClip('The Ogg stream contains neither Opus nor Vorbis.');
}

/** Yields the pages of one logical stream. Each must match its checksum, and the last must have the end flag. */
async function* readPages(window: ByteWindow): OggPieces {
  let partial: Uint8Array[] = [];
  let serial: number | null = null;
  for (let isOver = false; !isOver;) {
    // A recorder that stopped suddenly leaves no last page.
    if (serial !== null && !(await window.fill(1))) return;
    const page = await window.parse((bytes) => readPage(bytes, 0));
    if (serial !== null && (page.serial !== serial || page.isFirst)) throw otherStream(window.position);
    serial = page.serial;
    if (!page.isContinued) partial = [];
    const packets: Uint8Array[] = [];
    let from = page.bodyStart;
    let length = 0;
    for (const segment of page.lacing) {
      length += segment;
      if (segment === SEGMENT_FULL) continue;
      packets.push(Buffer.concat([...partial, window.bytes.subarray(from, from + length)]));
      partial = [];
      from += length;
      length = 0;
    }
    if (length > 0) partial.push(window.bytes.slice(from, from + length));
    isOver = page.isLast;
    const granule = page.granule < 0n ? null : Number(page.granule);
    yield { bytes: window.bytes.subarray(0, page.end), packets, granule };
    window.skip(page.end);
  }
  while (await window.fill(1)) {
    if (window.bytes.some((byte) => byte !== 0)) throw otherStream(window.position);
    window.skip(window.bytes.length);
  }
}
