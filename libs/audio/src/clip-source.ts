import { SerenadeError } from '#libs/contracts';
import { decodeFormat, formatOf } from './decode.js';
import type { PcmSink } from './pcm.js';
import { latin1 } from './sniff.js';
import { readWavLayout } from './wav-layout.js';
import { WavStream } from './wav-stream.js';

/** A clip that may be decoded more than once, each time piece by piece into a sink. */
export interface ClipSource {
  /** Bytes of the clip. */
  readonly size: number;
  /** @throws SerenadeError as `decodeClip`, and what the sink throws */
  decode(sink: PcmSink, lenient: boolean): Promise<void>;
}

/** A clip whose bytes are in memory. */
export function bytesSource(bytes: Uint8Array): ClipSource {
  return {
    size: bytes.length,
    decode: (sink, lenient) => decodeFormat(formatOf(bytes), bytes, sink, lenient),
  };
}

/** Bytes of a WAV file in which its format and the beginning of its data have to stand. */
const MOST_HEADER_BYTES = 1024 * 1024;

/**
 * A WAV file that comes in pieces and never is in memory.
 *
 * @param open begins to read anew
 * @param size bytes of the whole clip
 */
export function wavStreamSource(open: () => AsyncIterable<Uint8Array>, size: number): ClipSource {
  return { size, decode: (sink, lenient) => decodeWavPieces(open(), size, sink, lenient) };
}

/** Whether these first bytes are those of a clip that `wavStreamSource` decodes. */
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
  throw new SerenadeError('clip.truncated', `The WAV file ends before its ${size} bytes.`);
}
