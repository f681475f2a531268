import { SerenadeError, type ClipWarning } from '#libs/contracts';
import { StreamedSamples } from './codecs/streamed-samples.js';
import { isSampleContainer, readSampleLayout } from './containers/read-layout.js';
import type { SampleLayout } from './containers/sample-layout.js';
import { sniff } from './containers/sniff.js';
import { measureId3v2Tags } from './containers/tags.js';
import { decodeInto } from './decode.js';
import { openClip, skipPadding } from './open-clip.js';
import type { PcmSink } from './pcm.js';
import { truncatedClip } from './clip-errors.js';

/** A clip that can be decoded several times, each time piece by piece into a sink. */
export interface ClipSource {
  /** Size of the clip in bytes. */
  readonly size: number;
  /**
   * @returns a warning about the clip, or null
   * @throws SerenadeError as `openClip` and `decodeClip`, and what the sink throws
   */
  decode(sink: PcmSink, lenient: boolean): Promise<ClipWarning | null>;
}

/** Returns a source for a clip whose bytes are in memory. */
export function bytesSource(bytes: Uint8Array): ClipSource {
  return {
    size: bytes.length,
    decode: async (sink, lenient) => decodeInto(openClip(bytes, lenient), sink, lenient),
  };
}

/** The tags and chunks in front of the samples of a file must fit into this many bytes. */
const MOST_HEADER_BYTES = 16 * 1024 ** 2;
/** Number of bytes that are read before the header is searched for. */
const HEADER_BYTES = 1024 ** 2;

/**
 * Returns a source for a file of samples that arrives in pieces and is never whole in memory.
 *
 * @param open starts reading from the first byte
 * @param size size of the whole clip in bytes
 */
export function sampleStreamSource(open: () => AsyncIterable<Uint8Array>, size: number): ClipSource {
  return { size, decode: (sink, lenient) => decodePieces(open(), size, sink, lenient) };
}

/** Returns true if `sampleStreamSource` decodes a clip with this beginning; null if it ends within a tag of tolerable size. */
export function isSampleFile(head: Uint8Array): boolean | null {
  const end = measureId3v2Tags(head);
  if (end > 0 && end + 12 > head.length && end < MOST_HEADER_BYTES) return null;
  const untagged = head.subarray(skipPadding(head, end));
  if (!isSampleContainer(sniff(untagged)?.format)) return false;
  try {
    return openClip(untagged, true).format === 'samples';
  } catch {
    return true; // the stream reports the error, or finds the format in later bytes
  }
}

async function decodePieces(
  pieces: AsyncIterable<Uint8Array>,
  size: number,
  sink: PcmSink,
  lenient: boolean,
): Promise<ClipWarning | null> {
  let head: Uint8Array = new Uint8Array();
  let stream: StreamedSamples | null = null;
  for await (const piece of pieces) {
    if (stream !== null) {
      stream.push(piece);
      continue;
    }
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
    if (head.length < Math.min(size, HEADER_BYTES)) continue;
    const untagged = head.subarray(skipPadding(head, measureId3v2Tags(head)));
    const totalBytes = size - (head.length - untagged.length);
    const layout = findLayout(untagged, totalBytes, head.length < MOST_HEADER_BYTES, lenient);
    if (layout === null) continue;
    stream = new StreamedSamples(untagged, totalBytes, layout, sink);
    head = new Uint8Array();
  }
  if (stream !== null) return stream.end(lenient);
  throw truncatedClip(`The clip ends before its ${size} bytes.`);
}

/** Returns null if the header is longer than the bytes and may still be found. */
function findLayout(
  bytes: Uint8Array,
  totalBytes: number,
  mayWait: boolean,
  lenient: boolean,
): SampleLayout | null {
  try {
    return readSampleLayout(bytes, { totalBytes, isCutTaken: lenient });
  } catch (error) {
    const isPart =
      bytes.length < totalBytes && error instanceof SerenadeError && error.code === 'clip.malformed';
    if (isPart && mayWait) return null;
    throw error;
  }
}
