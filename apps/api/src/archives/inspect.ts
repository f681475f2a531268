import {
  FORMAT_HEAD_BYTES,
  clipsOf,
  detectFormat,
  openZip,
  readDirectory,
  type ContainerFormat,
} from '#libs/archive';
import { SerenadeError } from '#libs/contracts';
import type { RangeSource } from '#libs/storage';
import { notAnArchive } from './refusals.js';

/**
 * Detects the format of a container and counts the entries of a zip, with a few reads.
 * @throws SerenadeError `archive.not_zip`, `archive.empty`, and the errors of a broken directory
 */
export async function inspect(
  source: RangeSource,
): Promise<{ readonly format: ContainerFormat; readonly entries: number | null }> {
  const head = Buffer.from(await source.read(0, Math.min(source.size, FORMAT_HEAD_BYTES)));
  const format = detectFormat(head);
  if (format === null) throw notAnArchive();
  return { format, entries: format === 'zip' ? await countEntries(source) : null };
}

/** Returns the number of entries of a zip that contains a clip. It reads the directory up to the first clip. */
async function countEntries(source: RangeSource): Promise<number> {
  const directory = await openZip(source);
  for await (const _page of clipsOf(readDirectory(source, directory), directory)) return directory.entries;
  throw new SerenadeError(
    'archive.empty',
    'The zip file holds no audio file; clips end in .wav, .mp3, .flac and so on.',
  );
}
