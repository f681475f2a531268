import type { SerenadeError } from '#libs/contracts';
import { WavStream } from './codecs/wav-stream.js';
import { latin1 } from './containers/sniff.js';
import { readWavLayout } from './containers/wav-layout.js';
import { decodeInto } from './decode.js';
import { openClip } from './open-clip.js';
import type { PcmSink } from './pcm.js';
import { truncatedClip } from './clip-errors.js';

/** A clip that can be decoded several times, each time piece by piece into a sink. */
export interface ClipSource {
  /** Size of the clip in bytes. */
  readonly size: number;
  /** @throws SerenadeError as `openClip` and `decodeClip`, and what the sink throws */
  decode(sink: PcmSink, lenient: boolean): Promise<void>;
}

/** Returns a source for a clip whose bytes are in memory. */
export function bytesSource(bytes: Uint8Array): ClipSource {
  return {
    size: bytes.length,
    decode: async (sink, lenient) => decodeInto(openClip(bytes, lenient), sink, lenient),
  };
}

/** The format and the beginning of the data must lie within this many bytes of a WAV file. */
const MOST_HEADER_BYTES = 1024 * 1024;

/**
 * Returns a source for a WAV file that arrives in pieces and is never whole in memory.
 *
 * @param open starts reading from the first byte
 * @param size size of the whole clip in bytes
 */
export function wavStreamSource(open: () => AsyncIterable<Uint8Array>, size: number): ClipSource {
  return { size, decode: (sink, lenient) => decodeWavPieces(open(), size, sink, lenient) };
}

/** Returns true if a clip that begins with these bytes is one that `wavStreamSource` decodes. */
export function isWav(head: Uint8Array): boolean {
  return ['RIFF', 'RF64', 'BW64'].includes(latin1(head, 0, 4));
}

async function decodeWavPieces(
  pieces: AsyncIterable<Uint8Array>,
  size: number,
  sink: PcmSink,
  lenient: boolean,
): Promise<void> {
  let head: Uint8Array | null = new Uint8Array();
  let stream: WavStream | null = null;
  let cut: SerenadeError | null = null;
  for await (const piece of pieces) {
    if (stream !== null) {
      stream.push(piece);
      continue;
    }
    head = head === null || head.length === 0 ? piece : Buffer.concat([head, piece]);
    if (head.length < Math.min(size, MOST_HEADER_BYTES)) continue;
    const layout = readWavLayout(head, { totalBytes: size, isCutTaken: lenient });
    stream = new WavStream(layout, sink);
    ({ cut } = layout);
    stream.push(head.subarray(layout.dataOffset));
    head = null;
  }
  stream?.end();
  if (cut !== null) throw cut;
  if (stream !== null && stream.framesLeft === 0) return;
  throw truncatedClip(`The WAV file ends before its ${size} bytes.`);
}
