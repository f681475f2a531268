import { clipTooLarge, DEFAULT_CLIP_LIMITS, findNameProblem, totalTooLarge } from '#libs/archive';
import type { CodedError, ManifestLine } from '#libs/contracts';

const PAGE_LINES = 256;
const MOST_EXAMPLES = 10;

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

/** The entries of an archive that are not clips: their number, and the names of the first ones. */
export interface Ignored {
  ignored: number;
  readonly ignoredExamples: string[];
}

export function addIgnored(to: Ignored, name: string): void {
  to.ignored += 1;
  if (to.ignoredExamples.length < MOST_EXAMPLES) to.ignoredExamples.push(name);
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
