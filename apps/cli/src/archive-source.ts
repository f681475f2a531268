import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { NAME_ENCODINGS, idPattern, type NameEncoding } from '#libs/contracts';
import { decodeText, readSelectionTable, readTrainingTable } from '#libs/tables';
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
    'a CSV, TSV or JSONL file that selects, orders, names and labels the clips (column path; name, label, …)',
  labels: 'with --corpus manifest, the labels of the corpus (columns path, label; speaker, split, …)',
  nameEncoding:
    'encoding of names that do not state theirs, such as shift-jis, big5, gbk, euc-kr or cp437; default: a guess',
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
  /** The encoding of names that do not state theirs. */
  readonly nameEncoding?: string | undefined;
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
  const table = source.table === undefined ? null : await readTable(source.table, readSelectionTable);
  const id = await resolveId(session, source);
  if (table !== null) await sendTable(session, id, table);
  return id;
}

async function resolveId(session: Session, source: ArchiveSource): Promise<string> {
  const { api } = session;
  const { from, urls, name } = source;
  const nameEncoding = parseNameEncoding(source.nameEncoding);
  const named = name === undefined ? {} : { name };
  if (urls !== undefined) {
    const clips = parseUrlList(await readText(urls), urls);
    const body = { clips, name: name ?? basename(urls) };
    return (await api.call('POST /v1/archives/from-urls', { body })).id;
  }
  const place = from ?? '';
  if (ARCHIVE_ID.test(place)) return place;
  if (!place.startsWith('s3://')) return (await uploadPath(session, place, { name, nameEncoding })).id;
  return (await api.call('POST /v1/archives/from-bucket', { body: { url: place, ...named, nameEncoding } }))
    .id;
}

function parseNameEncoding(value: string | undefined): NameEncoding | undefined {
  const known = NAME_ENCODINGS.find((encoding) => encoding === value?.toLowerCase());
  if (value === undefined || known !== undefined) return known;
  throw new CliError(`--name-encoding must be one of ${NAME_ENCODINGS.join(', ')}.`, EXIT.usage);
}

/**
 * Reads a table of clips and checks it, so that a mistake is found before an upload.
 *
 * @param readRows reads the rows of the table for their purpose
 * @throws CliError if the file is unreadable or the table is malformed
 */
async function readTable(file: string, readRows: (text: string) => unknown): Promise<string> {
  const bytes = await readBytes(file);
  try {
    const text = decodeText(bytes);
    readRows(text);
    return text;
  } catch (error) {
    throw new CliError(`${file}: ${error instanceof Error ? error.message : String(error)}`, EXIT.usage);
  }
}

/** Reads the labels of the corpus `manifest` from a table; undefined for other corpora, whose table selects clips. */
export async function readLabels(corpus: string, table: string | undefined): Promise<string | undefined> {
  const isManifest = corpus.split('+').includes('manifest');
  return isManifest && table !== undefined ? readTable(table, readTrainingTable) : undefined;
}

async function sendTable({ api, out }: Session, id: string, text: string): Promise<void> {
  const call = { params: { id }, headers: { 'content-type': 'text/csv' }, body: text };
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
  return (await readBytes(file)).toString('utf8');
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    throw new CliError(`Cannot read the file ${file}. Check the path.`, EXIT.usage);
  }
}
