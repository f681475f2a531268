import type { SerenadeError } from '#libs/contracts';
import { SampleStream } from './codecs/sample-stream.js';
import { isSampleContainer, readSampleLayout } from './containers/read-layout.js';
import { sniff } from './containers/sniff.js';
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

/** The format and the beginning of the samples must lie within this many bytes of a file. */
const MOST_HEADER_BYTES = 1024 * 1024;

/**
 * Returns a source for a file of samples that arrives in pieces and is never whole in memory.
 *
 * @param open starts reading from the first byte
 * @param size size of the whole clip in bytes
 */
export function sampleStreamSource(open: () => AsyncIterable<Uint8Array>, size: number): ClipSource {
  return { size, decode: (sink, lenient) => decodePieces(open(), size, sink, lenient) };
}

/** Returns true if a clip that begins with these bytes is a file of samples, which `sampleStreamSource` decodes. */
export function isSampleFile(head: Uint8Array): boolean {
  if (!isSampleContainer(sniff(head)?.format)) return false;
  try {
    return openClip(head, true).format === 'samples';
  } catch {
    return true; // the stream reports the error, or finds the format in later bytes
  }
}

async function decodePieces(
  pieces: AsyncIterable<Uint8Array>,
  size: number,
  sink: PcmSink,
  lenient: boolean,
): Promise<void> {
  let head: Uint8Array | null = new Uint8Array();
  let stream: SampleStream | null = null;
  let cut: SerenadeError | null = null;
  for await (const piece of pieces) {
    if (stream !== null) {
      stream.push(piece);
      continue;
    }
    head = head === null || head.length === 0 ? piece : Buffer.concat([head, piece]);
    if (head.length < Math.min(size, MOST_HEADER_BYTES)) continue;
    const layout = readSampleLayout(head, { totalBytes: size, isCutTaken: lenient });
    stream = new SampleStream(layout, sink);
    ({ cut } = layout);
    stream.push(head.subarray(layout.dataOffset));
    head = null;
  }
  stream?.end();
  if (cut !== null) throw cut;
  if (stream !== null && stream.framesLeft === 0) return;
  throw truncatedClip(`The clip ends before its ${size} bytes.`);
}
