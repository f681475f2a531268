import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { idPattern } from '#libs/contracts';
import { CliError, EXIT } from './exit-codes.js';
import type { Session } from './session.js';
import { uploadPath } from './upload-path.js';
import { parseUrlList } from './url-list.js';

const ARCHIVE_ID = idPattern('archive');

const PLACE = 'a zip or tar file, a folder, s3://bucket/key or s3://bucket/prefix/';

/** Help texts for the arguments that name an archive, shared by all commands. */
export const SOURCE_HELP = {
  path: PLACE,
  archive: `id of an archive, ${PLACE}`,
  urls: 'a text file instead of an archive: each line has the URL of a clip and, after a space, its name',
  table:
    'a .csv or .jsonl that selects, orders, names and labels the clips (columns path, name, label, text)',
} as const;

export interface ArchiveSource {
  /** An id, a path or an `s3://` URL. */
  readonly from: string | undefined;
  /** A file of URLs. */
  readonly urls: string | undefined;
  /** A file of rows. */
  readonly table: string | undefined;
  /** The name of a new archive. */
  readonly name?: string | undefined;
}

/**
 * Resolves the archive of a command to its id: an existing archive, or a new one from a path, a bucket or a list of
 * URLs. It reads local files before it sends anything, so that a wrong file name costs no upload.
 *
 * @throws CliError if the source is ambiguous or a file is unreadable; ApiError if the API refuses
 */
export async function resolveArchiveId(session: Session, source: ArchiveSource): Promise<string> {
  if ((source.from === undefined) === (source.urls === undefined))
    throw new CliError('Name either an archive or --urls FILE, not both.', EXIT.usage);
  const table = source.table === undefined ? null : await readTable(source.table);
  const id = await resolveId(session, source);
  if (table !== null) await sendTable(session, id, table);
  return id;
}

async function resolveId(session: Session, { from, urls, name }: ArchiveSource): Promise<string> {
  const { api } = session;
  const named = name === undefined ? {} : { name };
  if (urls !== undefined) {
    const clips = parseUrlList(await readText(urls), urls);
    const body = { clips, name: name ?? basename(urls) };
    return (await api.call('POST /v1/archives/from-urls', { body })).id;
  }
  const place = from ?? '';
  if (ARCHIVE_ID.test(place)) return place;
  if (!place.startsWith('s3://')) return (await uploadPath(session, place, name)).id;
  return (await api.call('POST /v1/archives/from-bucket', { body: { url: place, ...named } })).id;
}

const TABLE_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.jsonl': 'application/x-ndjson',
  '.ndjson': 'application/x-ndjson',
};

async function readTable(file: string): Promise<{ text: string; type: string }> {
  const type = TABLE_TYPES[extname(file).toLowerCase()];
  if (type === undefined)
    throw new CliError('--table requires a file that ends in .csv or .jsonl.', EXIT.usage);
  return { text: await readText(file), type };
}

async function sendTable(
  { api, out }: Session,
  id: string,
  { text, type }: Awaited<ReturnType<typeof readTable>>,
): Promise<void> {
  const call = { params: { id }, headers: { 'content-type': type }, body: text };
  try {
    const { clips } = await api.call('POST /v1/archives/{id}/manifest', call);
    out.note(`The table selects ${clips} clips.`);
  } catch (error) {
    out.note(
      `The archive ${id} was created. Correct the table, then run the command with this id instead of uploading again.`,
    );
    throw error;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CliError(`Cannot read the file ${file}. Check the path.`, EXIT.usage);
  }
}
