import { clipsOf, openZip, readDirectory } from '#libs/archive';
import { archiveIndex, type ArchiveRecord, type ArchiveView, type IgnoredSummary } from '#libs/contracts';
import { RangeSource, archiveKeys, findJson, type ObjectStore } from '#libs/storage';

/** A request reads the directory of a zip with at most this many entries: 2 MB in some 50 ms. */
const MOST_ENTRIES = 20_000;

/**
 * Returns the view of an archive with its contents: from its index, or before indexing from the directory of a zip. The
 * contents are absent if only indexing can tell them.
 */
export async function describeArchive(
  store: ObjectStore,
  { v: _version, ...view }: ArchiveRecord,
): Promise<ArchiveView> {
  const index = await findJson(store, archiveKeys.index(view.id), archiveIndex);
  if (index !== null) {
    const { clips, nameEncoding: encoding } = index;
    const guess = encoding === undefined ? {} : { nameEncoding: { encoding, isGuess: true } };
    return { ...guess, ...view, contents: { clips, ...pickIgnored(index) } };
  }
  if (view.format !== 'zip' || (view.entries ?? Infinity) > MOST_ENTRIES) return view;
  const source = await RangeSource.open(store, archiveKeys.sourceOf(view));
  const directory = await openZip(source);
  const nameEncoding = view.nameEncoding?.encoding;
  const listing = clipsOf(readDirectory(source, directory, { nameEncoding }), directory);
  for await (const _page of listing) continue;
  return { ...view, contents: { clips: listing.clips, ...pickIgnored(listing.ignored.summarize()) } };
}

function pickIgnored({ ignored, ignoredByReason, ignoredEntries }: IgnoredSummary) {
  return {
    ignored,
    ...(ignoredByReason === undefined ? {} : { ignoredByReason }),
    ...(ignoredEntries === undefined ? {} : { ignoredEntries }),
  };
}
