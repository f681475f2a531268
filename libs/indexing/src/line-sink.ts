import { clipTooLarge, DEFAULT_CLIP_LIMITS, findNameProblem, totalTooLarge } from '#libs/archive';
import type { CodedError, IgnoredSummary, ManifestLine, NameEncoding } from '#libs/contracts';

const PAGE_LINES = 256;

/** Accepts manifest lines in pages, as they are found. */
export interface LineSink {
  write(lines: readonly ManifestLine[]): Promise<void>;
}

/** Numbers manifest lines and passes them on in pages. */
export class LinePager {
  #clips = 0;
  #page: ManifestLine[] = [];

  constructor(private readonly to: LineSink) {}

  async add(line: Omit<ManifestLine, 'clip'>): Promise<void> {
    this.#page.push({ clip: this.#clips++, ...line });
    if (this.#page.length >= PAGE_LINES) await this.finish();
  }

  /** Passes on the lines of the last page. */
  async finish(): Promise<void> {
    if (this.#page.length > 0) await this.to.write(this.#page);
    this.#page = [];
  }
}

/** What indexing reports about an archive, in addition to its clips. */
export interface Remarks extends IgnoredSummary {
  /** The encoding that decoded names which do not state theirs; absent if all do. */
  readonly nameEncoding?: NameEncoding;
}

export function badName(message: string): CodedError {
  return { code: 'clip.bad_name', message };
}

/** Returns the error of a clip with an unusable name or one that exceeds a limit, or null. */
export function findProblem(
  { name, size }: { readonly name: string; readonly size: number },
  totalBytes: number,
  maxClipBytes: number,
): CodedError | null {
  const nameProblem = findNameProblem(name);
  if (nameProblem !== null) return badName(nameProblem);
  if (size > maxClipBytes) return clipTooLarge(size, maxClipBytes);
  const { maxTotalBytes } = DEFAULT_CLIP_LIMITS;
  return totalBytes > maxTotalBytes ? totalTooLarge(maxTotalBytes) : null;
}
