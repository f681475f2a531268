import { clipsOf, guessZipEncoding, openZip, readDirectory, type RandomAccessSource } from '#libs/archive';
import type { NameEncoding } from '#libs/contracts';
import type { LineSink, Remarks } from './line-sink.js';

/**
 * Indexes a zip by its directory, which it reads by ranges, a page at a time.
 * @param nameEncoding the encoding of names that do not state theirs; undefined to guess it
 * @throws SerenadeError `archive.*`
 */
export async function indexZip(
  source: RandomAccessSource,
  writer: LineSink,
  maxClipBytes: number,
  nameEncoding: NameEncoding | undefined,
): Promise<Remarks> {
  const directory = await openZip(source);
  const encoding = nameEncoding ?? (await guessZipEncoding(source, directory)) ?? undefined;
  const entries = readDirectory(source, directory, { nameEncoding: encoding });
  const listing = clipsOf(entries, { ...directory, maxClipBytes });
  for await (const page of listing) await writer.write(page);
  return { ...listing.ignored.summarize(), ...(encoding === undefined ? {} : { nameEncoding: encoding }) };
}
