import type { ClipWarning } from '#libs/contracts';
import { truncatedClip } from '../clip-errors.js';
import { countUnreadTail } from '../containers/wav-data.js';
import type { SampleLayout } from '../containers/sample-layout.js';
import { sniff } from '../containers/sniff.js';
import type { PcmSink } from '../pcm.js';
import { judgeReading } from '../reading.js';
import { SampleStream } from './sample-stream.js';

/** Number of bytes behind the data that are searched for chunks. */
const MOST_TAIL_BYTES = 1024 ** 2;

/** Decodes a file of samples of known layout as its bytes arrive, and checks what is behind the data of a WAV file. */
export class StreamedSamples {
  readonly #stream: SampleStream;
  readonly #tail: Uint8Array[] = [];
  #tailBytes = 0;
  readonly #isWav: boolean;
  #at: number;

  /** @param head the beginning of the file, up to some place in or behind its data */
  constructor(
    head: Uint8Array,
    private readonly totalBytes: number,
    private readonly layout: SampleLayout,
    sink: PcmSink,
  ) {
    this.#stream = new SampleStream(layout, sink);
    this.#isWav = sniff(head)?.format === 'wav';
    this.#at = layout.dataOffset;
    this.push(head.subarray(layout.dataOffset));
  }

  push(piece: Uint8Array): void {
    this.#stream.push(piece);
    const behind = piece.subarray(Math.max(0, this.layout.dataEnd - this.#at));
    this.#at += piece.length;
    if (behind.length === 0 || this.#tailBytes >= MOST_TAIL_BYTES) return;
    this.#tail.push(Uint8Array.from(behind)); // the caller may reuse its memory
    this.#tailBytes += behind.length;
  }

  /** @throws SerenadeError `clip.truncated`, `clip.partly_unread` */
  end(lenient: boolean): ClipWarning | null {
    const { cut, dataOffset, dataEnd, reading } = this.layout;
    this.#stream.end();
    if (cut !== null) throw cut;
    if (this.#stream.framesLeft > 0)
      throw truncatedClip(`The clip ends before its ${this.totalBytes} bytes.`);
    if (!this.#isWav) return judgeReading(reading, this.totalBytes, lenient);
    const isOdd = (dataEnd - dataOffset) % 2 === 1;
    const unreadBytes = countUnreadTail(Buffer.concat(this.#tail), 0, this.totalBytes - dataEnd, isOdd);
    return judgeReading({ ...reading, unreadBytes }, this.totalBytes, lenient);
  }
}
