import { DUPLICATE_NAME, IgnoredEntries, NameSet, findNameProblem } from '#libs/archive';
import { SerenadeError, urlLine, type ArchiveRecord, type CodedError, type UrlLine } from '#libs/contracts';
import type { AddressGuard } from '#libs/outbound';
import { archiveKeys, readJsonLines, type ObjectStore } from '#libs/storage';
import { ClipPacker, type PackedLine } from './clip-packer.js';
import { FETCH_LIMITS, fetchClip } from './fetch-clip.js';
import { badName, type LineSink, type Remarks } from './line-sink.js';

/** Number of fetches at the same time. Clips are still packed in the order of the list. */
const AT_ONCE = 8;

/** A host is skipped after this many failures in a row, because ten thousand dead URLs would take hours. */
const MOST_SILENCES = 8;

type Fetched = { readonly bytes: Buffer } | { readonly error: CodedError };

/**
 * Fetches the clips of a list of URLs and packs them like those of a tar. A clip that cannot be fetched is listed
 * with its error.
 */
export async function indexUrls(
  store: ObjectStore,
  { id }: ArchiveRecord,
  writer: LineSink,
  guard: AddressGuard,
): Promise<Remarks> {
  const packer = new ClipPacker(store, id);
  const names = new NameSet();
  const silences = new Map<string, number>();
  const pending: { readonly line: UrlLine; readonly fetched: Promise<Fetched> }[] = [];
  let clip = 0;
  const packNext = async (): Promise<void> => {
    const next = pending.shift();
    if (next === undefined) return;
    await writer.write([{ clip: clip++, ...(await pack(packer, next.line, await next.fetched)) }]);
  };
  try {
    for await (const line of readJsonLines(store, archiveKeys.source(id), urlLine)) {
      const error = whyRefused(line.name, names);
      pending.push({
        line,
        fetched: error === null ? fetchOrError(line.url, guard, silences) : Promise.resolve({ error }),
      });
      if (pending.length >= AT_ONCE) await packNext();
    }
    while (pending.length > 0) await packNext();
    await packer.close();
    return new IgnoredEntries().summarize();
  } catch (error) {
    await packer.abort();
    throw error;
  }
}

/** Fetches a clip. It returns the error of a URL instead of throwing it, so that it appears in list order. */
async function fetchOrError(
  url: string,
  guard: AddressGuard,
  silences: Map<string, number>,
): Promise<Fetched> {
  const { host } = new URL(url);
  if ((silences.get(host) ?? 0) >= MOST_SILENCES) {
    const message = `The clip was skipped because ${host} failed to respond ${MOST_SILENCES} times in a row.`;
    return { error: { code: 'clip.fetch_failed', message } };
  }
  try {
    const bytes = await fetchClip(url, guard, FETCH_LIMITS);
    silences.delete(host);
    return { bytes };
  } catch (error) {
    const hasNoAnswer = error instanceof SerenadeError && error.context['hasNoAnswer'] === true;
    silences.set(host, hasNoAnswer ? (silences.get(host) ?? 0) + 1 : 0);
    if (error instanceof SerenadeError) return { error: { code: error.code, message: error.message } };
    return { error: { code: 'clip.fetch_failed', message: 'The clip could not be fetched.' } };
  }
}

function pack(packer: ClipPacker, { name }: UrlLine, fetched: Fetched): Promise<PackedLine> {
  if ('error' in fetched) return packer.addError(name, 0, fetched.error);
  const { bytes } = fetched;
  return packer.add({ name, size: bytes.length, bytes: () => yieldOnce(bytes) });
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of one piece
async function* yieldOnce(bytes: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

function whyRefused(name: string, names: NameSet): CodedError | null {
  const problem = findNameProblem(name);
  if (problem !== null) return badName(problem);
  return names.add(name) ? null : DUPLICATE_NAME;
}
