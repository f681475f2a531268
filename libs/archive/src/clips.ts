import type { CodedError, ManifestLine } from '#libs/contracts';
import type { ZipEntry } from './directory.js';
import { DEFAULT_CLIP_LIMITS, type ClipLimits } from './limits.js';
import { isClipName, whyBadName } from './names.js';
import { OverlapCheck } from './overlap.js';
import { METHOD } from './zip-format.js';

/** The manifest lines of an archive, to be read once; the counts are final when it has ended. */
export interface ClipListing extends AsyncIterable<ManifestLine> {
  readonly clips: number;
  /** Entries that are no clips: folders, hidden files, other extensions. */
  readonly ignored: number;
  readonly ignoredExamples: readonly string[];
}

export interface ClipListingOptions extends Partial<ClipLimits> {
  /** Where the directory begins: every clip has to end before it. */
  readonly directoryOffset: number;
}

const MOST_EXAMPLES = 10;

/**
 * Sorts directory entries into clips and the rest. A clip that the directory alone shows to be unreadable carries
 * its error, so that it is counted and reported like any other.
 */
export function clipsOf(entries: AsyncIterable<ZipEntry>, options: ClipListingOptions): ClipListing {
  return new Listing(entries, options);
}

class Listing implements ClipListing {
  clips = 0;
  ignored = 0;
  readonly ignoredExamples: string[] = [];
  readonly #entries: AsyncIterable<ZipEntry>;
  readonly #limits: ClipLimits;
  readonly #overlap: OverlapCheck;
  #totalBytes = 0;

  constructor(entries: AsyncIterable<ZipEntry>, { directoryOffset, ...limits }: ClipListingOptions) {
    this.#entries = entries;
    this.#limits = { ...DEFAULT_CLIP_LIMITS, ...limits };
    this.#overlap = new OverlapCheck(directoryOffset);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ManifestLine, void, undefined> {
    for await (const entry of this.#entries) {
      // Entries that are no clips take room too, so that the check sees them all.
      const misplaced = this.#overlap.check(entry.offset, entry.span);
      if (entry.isDirectory || !isClipName(entry.name)) {
        this.#ignore(entry.name);
        continue;
      }
      const error = whyUnreadable(entry, this.#limits) ?? misplaced ?? this.#whyBeyondTotal(entry);
      yield manifestLine(this.clips, entry, error);
      this.clips += 1;
    }
  }

  #ignore(name: string): void {
    this.ignored += 1;
    if (this.ignoredExamples.length < MOST_EXAMPLES) this.ignoredExamples.push(name);
  }

  #whyBeyondTotal(entry: ZipEntry): CodedError | null {
    this.#totalBytes += entry.size;
    if (this.#totalBytes <= this.#limits.maxTotalBytes) return null;
    return tooLarge(`The clips up to this one unpack to more than ${this.#limits.maxTotalBytes} bytes.`);
  }
}

function whyUnreadable(entry: ZipEntry, limits: ClipLimits): CodedError | null {
  const { method, size, compressedSize } = entry;
  const badName = entry.nameIsValid ? whyBadName(entry.name) : 'The name says it is UTF-8 and is not.';
  if (badName !== null) return { code: 'clip.bad_name', message: badName };
  if (entry.isSymlink) return { code: 'clip.not_audio', message: 'The entry is a symbolic link.' };
  if (entry.isEncrypted)
    return { code: 'clip.encrypted', message: 'The clip is encrypted; zip it without a password.' };
  if (method !== METHOD.stored && method !== METHOD.deflated) {
    const message = `The clip is packed by method ${method}; use deflate or none.`;
    return { code: 'clip.unsupported_compression', message };
  }
  const largest = Math.max(size, compressedSize);
  if (largest > limits.maxClipBytes) {
    return tooLarge(`The clip has ${largest} bytes; the limit is ${limits.maxClipBytes}.`);
  }
  if (method === METHOD.stored && size !== compressedSize) {
    return { code: 'clip.corrupt', message: 'The clip is stored as it is, yet its two sizes differ.' };
  }
  if (size > limits.ratioFloorBytes && size > compressedSize * limits.maxRatio) {
    return tooLarge(`The clip unpacks to more than ${limits.maxRatio} times its packed size.`);
  }
  return null;
}

function tooLarge(message: string): CodedError {
  return { code: 'clip.too_large', message };
}

function manifestLine(clip: number, entry: ZipEntry, error: CodedError | null): ManifestLine {
  const { name, offset, compressedSize, size, method, crc32 } = entry;
  // Numbers beyond 2^53 arrive as Infinity, which JSON and the schema know nothing of; such a clip has its error.
  const line = {
    clip,
    name,
    offset: finite(offset),
    compressedSize: finite(compressedSize),
    size: finite(size),
  };
  return error === null ? { ...line, method, crc32 } : { ...line, method, crc32, error: { ...error } };
}

function finite(value: number): number {
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}
