import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorOf, send } from '#libs/client';
import { CliError, EXIT } from './exit-codes.js';
import type { Session } from './session.js';

const BY_EXTENSION: Readonly<Record<string, string>> = {
  '.ndjson': 'scores.ndjson',
  '.jsonl': 'scores.ndjson',
  '.csv': 'scores.csv',
  '.parquet': 'scores.parquet',
};

/** Downloads the scores of a run. The file's extension chooses the format. Returns the file's name. */
export async function saveScores(session: Session, runId: string, file: string): Promise<string> {
  const name = BY_EXTENSION[extname(file).toLowerCase()];
  if (name === undefined)
    throw new CliError('--out requires a file that ends in .ndjson, .csv or .parquet.', EXIT.usage);
  await download(session, `/v1/scoring-runs/${runId}/results/${name}`, file);
  return file;
}

/** Downloads to a file that appears only once it is complete. */
export async function download({ settings, options }: Session, path: string, file: string): Promise<void> {
  const response = await send(new Request(`${settings.url}${path}`), options);
  if (!response.ok || response.body === null) throw await errorOf(response);
  const partial = `${file}.part`;
  try {
    await pipeline(Readable.fromWeb(response.body as never), createWriteStream(partial));
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
