import type { PcmSink } from '../pcm.js';
import { latin1 } from '../containers/sniff.js';
import { readOggStream } from '../containers/ogg-pages.js';
import { decodeOpus } from './opus.js';
import { decodeVorbis } from './vorbis.js';
import { unsupportedClip } from '../clip-errors.js';

/** Other codecs in Ogg, by the first bytes of their first packet. */
const OTHERS = [
  ['\x7fFLAC', 'FLAC in Ogg'],
  ['Speex   ', 'Speex'],
  ['\x80theora', 'Theora video'],
  ['fishead\0', 'Ogg Skeleton'],
] as const;

/**
 * Decodes Ogg Opus and Ogg Vorbis.
 *
 * @throws SerenadeError `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`, `clip.empty`, and what the sink throws
 */
export async function decodeOgg(bytes: Uint8Array, sink: PcmSink, lenient: boolean): Promise<void> {
  const stream = readOggStream(bytes);
  if (stream.error !== null && !lenient) throw stream.error;
  const [first = new Uint8Array()] = stream.packets;
  if (latin1(first, 0, 8) === 'OpusHead') await decodeOpus(stream, sink);
  else if (latin1(first, 0, 7) === '\x01vorbis') await decodeVorbis(stream, sink);
  else {
    const name =
      OTHERS.find(([magic]) => latin1(first, 0, magic.length) === magic)?.[1] ?? 'an unknown codec';
    throw stream.packets.length === 0 && stream.error !== null
      ? stream.error
      : unsupportedClip(`The Ogg stream contains ${name}, which is not supported.`);
  }
}
