import { clipsOf, openZip, readDirectory, type RandomAccessSource } from '#libs/archive';
import type { Ignored, LineSink } from './line-sink.js';

/** Indexes a zip by its directory, which it reads by ranges, a page at a time. @throws SerenadeError `archive.*` */
export async function indexZip(
  source: RandomAccessSource,
  writer: LineSink,
  maxClipBytes: number,
): Promise<Ignored> {
  const directory = await openZip(source);
  const listing = clipsOf(readDirectory(source, directory), { ...directory, maxClipBytes });
  for await (const page of listing) await writer.write(page);
  return { ignored: listing.ignored, ignoredExamples: [...listing.ignoredExamples] };
}
