import type { CodedError } from '#libs/contracts';

/**
 * Finds entries that share bytes, in one pass and constant memory. Overlap is how a small archive unpacks to a
 * huge one without a suspicious ratio (Fifield 2019, "A better zip bomb").
 *
 * Exact for a directory in order of offsets, which is what writers make: an entry that begins before its
 * predecessor ends is refused. Out of order, only the predecessor is compared; there the sum of all claims is the
 * bound: once entries claim more bytes than lie before the directory, some must overlap, and the rest is refused.
 * So overlap never multiplies the work by more than two, and no sound archive is refused.
 */
export class OverlapCheck {
  #previousStart = -1;
  #previousEnd = 0;
  #claimed = 0;

  constructor(readonly directoryOffset: number) {}

  /** Takes the next entry; `span` is the least number of bytes that it takes from `offset` on. */
  check(offset: number, span: number): CodedError | null {
    const end = offset + span;
    if (!(end <= this.directoryOffset))
      return corrupt('The clip lies outside the part of the archive that holds data.');
    const overlaps = offset >= this.#previousStart && offset < this.#previousEnd;
    if (overlaps || this.#claimed + span > this.directoryOffset) {
      return corrupt('The clip shares bytes of the archive with another entry.');
    }
    this.#previousStart = offset;
    this.#previousEnd = end;
    this.#claimed += span;
    return null;
  }
}

function corrupt(message: string): CodedError {
  return { code: 'clip.corrupt', message };
}
