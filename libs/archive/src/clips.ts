import type { CodedError, ManifestLine } from '#libs/contracts';
import type { ZipEntry } from './directory.js';
import { DUPLICATE_NAME, IgnoredEntries } from './ignored-entries.js';
import { clipTooLarge, DEFAULT_CLIP_LIMITS, totalTooLarge, type ClipLimits } from './limits.js';
import { findIgnoreReason, findNameProblem } from './names.js';
import { OverlapCheck } from './overlap.js';
import { UniqueNames } from './unique-names.js';
import { DIRECTORY_HEADER, METHOD } from './zip-format.js';

/** Yields the manifest lines of an archive in pages, once. The counts are final after the last page. */
export interface ClipListing extends AsyncIterable<readonly ManifestLine[]> {
  readonly clips: number;
  readonly ignored: IgnoredEntries;
}

export interface ClipListingOptions extends Partial<ClipLimits> {
  /** Offset of the directory in bytes. Every clip must end before it. */
  readonly directoryOffset: number;
  /** Number of entries according to the end record. */
  readonly entries?: number;
  /** Size of the directory in bytes, which limits how many entries it can contain. */
  readonly directorySize?: number;
}

/** Separates the clips of a directory from its other entries. The line of an unreadable clip contains its error. */
export function clipsOf(pages: AsyncIterable<readonly ZipEntry[]>, options: ClipListingOptions): ClipListing {
  return new Listing(pages, options);
}

class Listing implements ClipListing {
  clips = 0;
  readonly ignored = new IgnoredEntries();
  readonly #pages: AsyncIterable<readonly ZipEntry[]>;
  readonly #limits: ClipLimits;
  readonly #overlap: OverlapCheck;
  readonly #names: UniqueNames;
  #totalBytes = 0;

  constructor(
    pages: AsyncIterable<readonly ZipEntry[]>,
    { directoryOffset, entries = 0, directorySize = 0, ...limits }: ClipListingOptions,
  ) {
    this.#pages = pages;
    this.#names = new UniqueNames(Math.min(entries, Math.floor(directorySize / DIRECTORY_HEADER.length)));
    this.#limits = { ...DEFAULT_CLIP_LIMITS, ...limits };
    this.#overlap = new OverlapCheck(directoryOffset);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly ManifestLine[], void, undefined> {
    for await (const page of this.#pages) {
      const lines: ManifestLine[] = [];
      for (const entry of page) {
        const line = this.#lineOf(entry);
        if (line !== null) lines.push(line);
      }
      if (lines.length > 0) yield lines;
    }
  }

  /** Returns null for an entry that is not a clip. */
  #lineOf(entry: ZipEntry): ManifestLine | null {
    // Entries that are not clips occupy bytes too, so the overlap check needs them.
    const misplaced = this.#overlap.check(entry.offset, entry.span);
    const reason = findIgnoreReason(entry.name);
    if (reason !== null) {
      this.ignored.add(entry.name, reason);
      return null;
    }
    const problem = findProblem(entry, this.#limits) ?? misplaced;
    // Results are found by name. Zip readers differ in which of two equal names they use; here the first one counts.
    const name = problem === null ? this.#names.claim(entry.name, entry.nameBytes) : entry.name;
    const error = name === null ? DUPLICATE_NAME : (problem ?? this.#whyBeyondTotal(entry));
    const line = toManifestLine(this.clips, { ...entry, name: name ?? entry.name }, error);
    this.clips += 1;
    return line;
  }

  #whyBeyondTotal(entry: ZipEntry): CodedError | null {
    this.#totalBytes += entry.size;
    const { maxTotalBytes } = this.#limits;
    return this.#totalBytes <= maxTotalBytes ? null : totalTooLarge(maxTotalBytes);
  }
}

function findProblem(entry: ZipEntry, limits: ClipLimits): CodedError | null {
  const { method, size, compressedSize } = entry;
  const badName = entry.nameIsValid
    ? findNameProblem(entry.name)
    : 'The archive marks the name as UTF-8, but it is not.';
  if (badName !== null) return { code: 'clip.bad_name', message: badName };
  if (entry.isSymlink) return { code: 'clip.not_audio', message: 'The entry is a symbolic link.' };
  if (entry.isEncrypted)
    return { code: 'clip.encrypted', message: 'The clip is encrypted. Zip the clips without a password.' };
  if (method !== METHOD.stored && method !== METHOD.deflated) {
    const message = `The clip is packed by method ${method}. Use deflate or no compression.`;
    return { code: 'clip.unsupported_compression', message };
  }
  const largest = Math.max(size, compressedSize);
  if (largest > limits.maxClipBytes) return clipTooLarge(largest, limits.maxClipBytes);
  if (method === METHOD.stored && size !== compressedSize) {
    return {
      code: 'clip.corrupt',
      message: 'The clip is not compressed, but its packed and unpacked sizes differ.',
    };
  }
  if (size > limits.ratioFloorBytes && size > compressedSize * limits.maxRatio) {
    const message = `The clip unpacks to more than ${limits.maxRatio} times its packed size.`;
    return { code: 'clip.too_large', message };
  }
  return null;
}

function toManifestLine(clip: number, entry: ZipEntry, error: CodedError | null): ManifestLine {
  const { name, nameBytes, offset, compressedSize, size, method, crc32 } = entry;
  // JSON cannot represent the Infinity that stands for numbers beyond 2^53. Such a clip has an error anyway.
  const line = {
    clip,
    name,
    ...(nameBytes === undefined ? {} : { nameBytes: nameBytes.toString('hex') }),
    offset: toFinite(offset),
    compressedSize: toFinite(compressedSize),
    size: toFinite(size),
    method,
    crc32,
  };
  return error === null ? line : { ...line, error: { ...error } };
}

function toFinite(value: number): number {
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}
