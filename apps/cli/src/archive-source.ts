import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { idPattern } from '#libs/contracts';
import { answered } from '#libs/client';
import { CliError, EXIT } from './exit-codes.js';
import type { Session } from './session.js';
import { uploadPath } from './upload-path.js';
import { parseUrlList } from './url-list.js';

const ARCHIVE_ID = idPattern('archive');

const PLACE = 'a zip or tar file, a folder, s3://bucket/key or s3://bucket/prefix/';

/** What every command with an archive says of where it may come from. */
export const SOURCE_HELP = {
  path: PLACE,
  archive: `id of an archive, ${PLACE}`,
  urls: 'instead of an archive: a text file with a URL of a clip on each line, and after a space its name',
  table: 'a .csv or .jsonl that selects, orders, names and labels the clips (path, name, label, text)',
} as const;

export interface ArchiveSource {
  /** An id, a path or an `s3://` URL. */
  readonly from: string | undefined;
  /** A file of URLs. */
  readonly urls: string | undefined;
  /** A file of rows. */
  readonly table: string | undefined;
  /** How a new archive is called. */
  readonly name?: string | undefined;
}

/**
 * The id of the archive that a command is about: one that is there, or a new one of a path, a bucket or a list of URLs. Its
 * files are read before anything is sent, so that a wrong name costs no upload.
 *
 * @throws CliError when it is not said which, or a file cannot be read; ApiError as the API refuses
 */
export async function archiveIdOf(session: Session, source: ArchiveSource): Promise<string> {
  if ((source.from === undefined) === (source.urls === undefined))
    throw new CliError('Name either an archive or --urls FILE.', EXIT.usage);
  const table = source.table === undefined ? null : await readTable(source.table);
  const id = await takenId(session, source);
  if (table !== null) await sendTable(session, id, table);
  return id;
}

async function takenId(session: Session, { from, urls, name }: ArchiveSource): Promise<string> {
  const { api } = session;
  const named = name === undefined ? {} : { name };
  if (urls !== undefined) {
    const clips = parseUrlList(await textOf(urls), urls);
    const body = { clips, name: name ?? basename(urls) };
    return (await answered(api.POST('/v1/archives/from-urls', { body }))).id;
  }
  const place = from ?? '';
  if (ARCHIVE_ID.test(place)) return place;
  if (!place.startsWith('s3://')) return (await uploadPath(session, place, name)).id;
  return (await answered(api.POST('/v1/archives/from-bucket', { body: { url: place, ...named } }))).id;
}

interface Table {
  readonly text: string;
  readonly type: string;
}

const TABLE_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.jsonl': 'application/x-ndjson',
  '.ndjson': 'application/x-ndjson',
};

async function readTable(file: string): Promise<Table> {
  const type = TABLE_TYPES[extname(file).toLowerCase()];
  if (type === undefined) throw new CliError('--table takes a file that ends in .csv or .jsonl.', EXIT.usage);
  return { text: await textOf(file), type };
}

async function sendTable({ api, out }: Session, id: string, { text, type }: Table): Promise<void> {
  const call = {
    params: { path: { id } },
    headers: { 'content-type': type },
    body: text,
    bodySerializer: (body: unknown) => body as string,
  };
  try {
    const { clips } = await answered(api.POST('/v1/archives/{id}/manifest', call));
    out.note(`The table names ${clips} clips.`);
  } catch (error) {
    out.note(`The archive is ${id}; name it instead of what it was made of once the table is mended.`);
    throw error;
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CliError(`There is no file to read at ${file}.`, EXIT.usage);
  }
}
