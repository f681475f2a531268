import { Readable } from 'node:stream';
import {
  isOver,
  scoresCsvHeader,
  scoresCsvRows,
  type ScorePart,
  type ScoringRunRecord,
} from '#libs/contracts';
import type { TableFormat } from '../http/negotiate.js';
import { readPart, listShardsOfRound } from '#libs/runs';
import { scoringKeys, type ObjectStore } from '#libs/storage';

/**
 * Streams the scores of a run: the final file if it is over, otherwise the score parts so far, in archive order. One part
 * is in memory at a time.
 */
export function scoresStream(
  store: ObjectStore,
  run: ScoringRunRecord,
  format: TableFormat,
  labels: readonly string[],
): Promise<Readable> {
  return format === 'csv'
    ? finalOr(store, run, scoringKeys.csv(run.id), csv(store, run, labels))
    : finalOr(store, run, scoringKeys.scores(run.id), ndjson(store, run, 'scores'));
}

/** Streams the errors of a run as NDJSON. */
export function errorsStream(store: ObjectStore, run: ScoringRunRecord): Promise<Readable> {
  return finalOr(store, run, scoringKeys.errors(run.id), ndjson(store, run, 'errors'));
}

async function finalOr(
  store: ObjectStore,
  { state }: ScoringRunRecord,
  final: string,
  soFar: AsyncGenerator<string>,
): Promise<Readable> {
  return isOver(state) && (await store.head(final)) !== null ? store.stream(final) : Readable.from(soFar);
}

async function* ndjson(
  store: ObjectStore,
  run: ScoringRunRecord,
  list: 'scores' | 'errors',
): AsyncGenerator<string> {
  for await (const part of parts(store, run)) {
    yield part[list].map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

async function* csv(
  store: ObjectStore,
  run: ScoringRunRecord,
  labels: readonly string[],
): AsyncGenerator<string> {
  yield scoresCsvHeader(labels);
  for await (const part of parts(store, run))
    yield part.scores.map((line) => scoresCsvRows(line, labels)).join('');
}

async function* parts(store: ObjectStore, { id, retries }: ScoringRunRecord): AsyncGenerator<ScorePart> {
  const round = retries.at(-1)?.round ?? 0;
  for await (const ordinal of listShardsOfRound(store, id, 0)) {
    const { part } = await readPart(store, id, ordinal, round);
    if (part !== null) yield part;
  }
}
