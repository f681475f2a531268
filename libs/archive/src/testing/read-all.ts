import type { ManifestLine } from '#libs/contracts';
import { clipsOf, type ClipListing } from '../clips.js';
import { readDirectory, type ZipEntry } from '../directory.js';
import { openZip } from '../end-record.js';
import type { ClipLimits } from '../limits.js';
import { readClips, type ReadClip } from '../read-clips.js';
import type { RandomAccessSource } from '../source.js';
import { BytesSource } from './bytes-source.js';
import { collect } from './collect.js';

export async function entriesOf(bytes: Uint8Array): Promise<ZipEntry[]> {
  const source = new BytesSource(bytes);
  return (await collect(readDirectory(source, await openZip(source)))).flat();
}

export async function manifestOf(
  source: RandomAccessSource,
  limits: Partial<ClipLimits> = {},
): Promise<{ lines: ManifestLine[]; listing: ClipListing }> {
  const info = await openZip(source);
  const listing = clipsOf(readDirectory(source, info), { directoryOffset: info.directoryOffset, ...limits });
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
