import { Readable } from 'node:stream';
import { scorePart, scoresCsvHeader, scoresCsvRow, type ScorePart } from '#libs/contracts';
import type { TableFormat } from '../http/negotiate.js';
import { getJson, scoringKeys, type ObjectStore } from '#libs/storage';

/**
 * The scores of a run: the final object when it is there, else what the parts hold so far, in the order of the
 * archive. One part is in memory at a time.
 */
export async function scoresStream(
  store: ObjectStore,
  runId: string,
  format: TableFormat,
  labels: readonly string[],
): Promise<Readable> {
  const final = format === 'csv' ? scoringKeys.csv(runId) : scoringKeys.scores(runId);
  if ((await store.head(final)) !== null) return store.stream(final);
  return Readable.from(format === 'csv' ? csv(store, runId, labels) : ndjson(store, runId, 'scores'));
}

/** The errors of a run, as NDJSON. */
export async function errorsStream(store: ObjectStore, runId: string): Promise<Readable> {
  const final = scoringKeys.errors(runId);
  if ((await store.head(final)) !== null) return store.stream(final);
  return Readable.from(ndjson(store, runId, 'errors'));
}

async function* ndjson(store: ObjectStore, runId: string, list: 'scores' | 'errors'): AsyncGenerator<string> {
  for await (const part of parts(store, runId)) {
    yield part[list].map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

async function* csv(store: ObjectStore, runId: string, labels: readonly string[]): AsyncGenerator<string> {
  yield scoresCsvHeader(labels);
  for await (const part of parts(store, runId))
    yield part.scores.map((line) => scoresCsvRow(line, labels)).join('');
}

async function* parts(store: ObjectStore, runId: string): AsyncGenerator<ScorePart> {
  for await (const { key } of store.list(scoringKeys.parts(runId)))
    yield await getJson(store, key, scorePart);
}
