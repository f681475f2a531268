import {
  FORMAT_HEAD_BYTES,
  clipsOf,
  detectFormat,
  explainFormat,
  guessZipEncoding,
  openZip,
  readDirectory,
  type ContainerFormat,
} from '#libs/archive';
import { SerenadeError, type ArchiveRecord, type NameEncoding } from '#libs/contracts';
import type { RangeSource } from '#libs/storage';

/** What the first look at a container tells about it. */
interface Inspected extends Pick<ArchiveRecord, 'nameEncoding'> {
  readonly format: ContainerFormat;
  readonly entries: number | null;
}

/**
 * Detects the format of a container, counts the entries of a zip and guesses how their names are encoded.
 *
 * @param asked the encoding that the client states for names
 * @throws SerenadeError `archive.not_zip`, `archive.empty`, and the errors of a broken directory
 */
export async function inspect(source: RangeSource, asked: NameEncoding | undefined): Promise<Inspected> {
  const head = Buffer.from(await source.read(0, Math.min(source.size, FORMAT_HEAD_BYTES)));
  const format = detectFormat(head);
  if (format === null) throw explainFormat(head, source.size);
  const given = asked === undefined ? {} : { nameEncoding: { encoding: asked, isGuess: false } };
  if (format !== 'zip') return { format, entries: null, ...given };
  const directory = await openZip(source);
  const encoding = asked ?? (await guessZipEncoding(source, directory)) ?? undefined;
  const entries = readDirectory(source, directory, { nameEncoding: encoding });
  for await (const page of clipsOf(entries, directory)) {
    if (page.every(({ error }) => error?.code === 'clip.encrypted'))
      throw new SerenadeError(
        'archive.unsupported',
        'The clips in the zip file are encrypted. Unpack it with its password, then zip the clips without one.',
      );
    const guess = encoding === undefined ? {} : { nameEncoding: { encoding, isGuess: asked === undefined } };
    return { format, entries: directory.entries, ...guess };
  }
  throw new SerenadeError(
    'archive.empty',
    'The zip file contains no audio file. Names of clips end in .wav, .mp3, .flac, .ogg, .m4a or similar.',
  );
}
