import type { ManifestLine, NameEncoding } from '#libs/contracts';
import { clipsOf, type ClipListing } from '../clips.js';
import { readDirectory, type ZipEntry } from '../directory.js';
import { openZip } from '../end-record.js';
import type { ClipLimits } from '../limits.js';
import { readClips, type ReadClip } from '../read-clips.js';
import type { RandomAccessSource, Allocate } from '../source.js';

/** A source over a buffer that counts its reads and rejects ranges outside the buffer. */
export class BytesSource implements RandomAccessSource {
  readonly reads: { start: number; end: number }[] = [];

  constructor(readonly bytes: Uint8Array) {}

  get size(): number {
    return this.bytes.length;
  }

  get largestRead(): number {
    return Math.max(0, ...this.reads.map(({ start, end }) => end - start));
  }

  read(start: number, end: number, allocate?: Allocate): Promise<Uint8Array> {
    if (!(start >= 0 && start <= end && end <= this.size)) {
      return Promise.reject(new Error(`The read [${start}, ${end}) lies outside of ${this.size} bytes.`));
    }
    this.reads.push({ start, end });
    const bytes = this.bytes.subarray(start, end);
    if (allocate === undefined) return Promise.resolve(bytes);
    const memory = allocate(bytes.length);
    memory.set(bytes);
    return Promise.resolve(memory);
  }
}

export async function entriesOf(bytes: Uint8Array): Promise<ZipEntry[]> {
  const source = new BytesSource(bytes);
  return (await collect(readDirectory(source, await openZip(source)))).flat();
}

export async function manifestOf(
  source: RandomAccessSource,
  limits: Partial<ClipLimits> = {},
  nameEncoding?: NameEncoding,
): Promise<{ lines: ManifestLine[]; listing: ClipListing }> {
  const info = await openZip(source);
  const listing = clipsOf(readDirectory(source, info, { nameEncoding }), {
    directoryOffset: info.directoryOffset,
    ...limits,
  });
  return { lines: (await collect(listing)).flat(), listing };
}

/** Reads directory, manifest and clips of an archive as a run does. */
export async function readAll(bytes: Uint8Array, limits: Partial<ClipLimits> = {}): Promise<ReadClip[]> {
  const source = new BytesSource(bytes);
  const { lines } = await manifestOf(source, limits);
  return collect(readClips(source, lines));
}

/** Formats each clip as `name: bytes` or `name: code`. */
export function summarize(clips: readonly ReadClip[]): string[] {
  return clips.map((clip) =>
    clip.error === undefined
      ? `${clip.line.name}: ${Buffer.from(clip.bytes).toString()}`
      : `${clip.line.name}: ${clip.error.code}`,
  );
}

export async function codesOf(bytes: Uint8Array, limits: Partial<ClipLimits> = {}): Promise<string[]> {
  return (await readAll(bytes, limits)).map(({ error }) => error?.code ?? 'ok');
}

/** Collects all values in order. `Array.fromAsync` requires Node 22. */
export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}
