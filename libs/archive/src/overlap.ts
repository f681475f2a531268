import type { CodedError } from '#libs/contracts';

/**
 * Finds entries that share bytes, in one pass and constant memory. Overlap is how a small archive unpacks to a
 * huge one without a suspicious ratio (Fifield 2019, "A better zip bomb").
 *
 * The check is exact for a directory in order of offsets, as writers make it: an entry that begins before its
 * predecessor ends is rejected. For other orders it compares only the predecessor and limits the sum of all claims: once
 * entries claim more bytes than lie before the directory, some must overlap, and the remaining ones are rejected.
 * So overlap at most doubles the work, and no sound archive is rejected.
 */
export class OverlapCheck {
  #previousStart = -1;
  #previousEnd = 0;
  #claimed = 0;

  constructor(readonly directoryOffset: number) {}

  /** Checks the next entry; `span` is the least number of bytes that it occupies from `offset` on. */
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
