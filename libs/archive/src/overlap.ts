import type { CodedError } from '#libs/contracts';

/**
 * Finds entries that share bytes, in one pass and constant memory. With shared bytes, a small archive can unpack to a
 * huge one although each ratio is plausible (Fifield 2019, "A better zip bomb").
 *
 * Writers sort entries by offset. There the check is exact: it rejects an entry that begins before the previous one ends.
 * In any other order, it also rejects all entries after the sum of their sizes exceeds the space before the directory,
 * because some must overlap then. So overlap at most doubles the work, and no sound archive is rejected.
 */
export class OverlapCheck {
  #previousStart = -1;
  #previousEnd = 0;
  #claimed = 0;

  constructor(readonly directoryOffset: number) {}

  /** Checks the next entry, which occupies at least `span` bytes from `offset` on. */
  check(offset: number, span: number): CodedError | null {
    const end = offset + span;
    if (!(end <= this.directoryOffset))
      return corrupt('The clip lies outside the part of the archive that contains data.');
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
