import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoreLine } from '#libs/contracts';
import { ScoresParquet } from './scores-parquet.js';
import { LABELS, scoreOf, segmentOf } from './testing/score-lines.js';

function parquetOf(scores: readonly ScoreLine[], at = 64): { bytes: Buffer; pieces: number[] } {
  const parquet = new ScoresParquet(LABELS);
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < scores.length; from += at)
    pieces.push(parquet.add(scores.slice(from, from + at)));
  pieces.push(parquet.end());
  return { bytes: Buffer.concat(pieces), pieces: pieces.map((piece) => piece.length) };
}

describe('ScoresParquet, as DuckDB reads it', () => {
  let folder: string;
  let duckdb: DuckDBInstance;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'serenade-parquet-'));
    duckdb = await DuckDBInstance.create(':memory:');
  });
  afterAll(async () => {
    duckdb.closeSync();
    await rm(folder, { recursive: true, force: true });
  });

  async function query(scores: readonly ScoreLine[], sql: string) {
    const path = join(folder, 'scores.parquet');
    await writeFile(path, parquetOf(scores).bytes);
    const connection = await duckdb.connect();
    const reader = await connection.runAndReadAll(sql.replace('$scores', `read_parquet('${path}')`));
    connection.closeSync();
    return reader.getRowObjectsJson();
  }

  it('returns every value of a row', async () => {
    const [row] = await query([scoreOf(7)], 'SELECT * FROM $scores');
    const { probabilities, ...fixed } = scoreOf(7);
    expect(row).toEqual({
      ...fixed,
      p_calm: probabilities['calm'],
      p_angry: probabilities['angry'],
      isUncertain: null,
      warning: null,
      segments: null,
    });
  });

  it('marks uncertain scores if the model has a threshold', async () => {
    const scores = [true, false, undefined].map((isUncertain, clip) =>
      scoreOf(clip, isUncertain === undefined ? {} : { isUncertain }),
    );
    const rows = await query(scores, 'SELECT isUncertain FROM $scores ORDER BY clip');
    expect(rows.map((row) => row['isUncertain'])).toEqual([true, false, null]);
  });

  it('stores the code of a warning', async () => {
    const warning = { code: 'clip.gaps', message: 'The clip has a gap.' } as const;
    const rows = await query(
      [scoreOf(0), scoreOf(1, { warning })],
      'SELECT warning FROM $scores ORDER BY clip',
    );
    expect(rows.map((row) => row['warning'])).toEqual([null, 'clip.gaps']);
  });

  it('contains every clip once and in order across many row groups', async () => {
    const scores = Array.from({ length: 20_000 }, (_, clip) => scoreOf(clip));
    const counts = 'SELECT count(*) AS n, count(DISTINCT clip) AS clips, sum(p_angry) AS angry FROM $scores';
    expect(await query(scores, counts)).toEqual([
      { n: '20000', clips: '20000', angry: expect.closeTo(9000, 5) as number },
    ]);
    const path = join(folder, 'scores.parquet');
    const [groups] = await query(
      scores,
      `SELECT count(DISTINCT row_group_id) AS n FROM parquet_metadata('${path}')`,
    );
    expect(groups).toEqual({ n: '3' });
    const unordered = `SELECT count(*) AS n FROM read_parquet('${path}', file_row_number = true) WHERE clip <> file_row_number`;
    expect(await query(scores, unordered)).toEqual([{ n: '0' }]);
  });

  it('stores the segments of a clip as a list, or null for a clip without segments', async () => {
    const segments = [segmentOf(0, 2, 'calm', 0), segmentOf(2, 3.5, 'angry', 1)];
    const scores = [scoreOf(0), scoreOf(1, { segments }), scoreOf(2)];
    const sql = 'SELECT clip, unnest(segments, recursive := true) FROM $scores';
    expect(await query(scores, sql)).toMatchObject([
      { clip: 1, startSeconds: 0, endSeconds: 2, channel: 0, label: 'calm' },
      { clip: 1, startSeconds: 2, endSeconds: 3.5, channel: 1, label: 'angry' },
    ]);
    expect(await query(scores, 'SELECT count(*) AS n FROM $scores WHERE segments IS NULL')).toEqual([
      { n: '2' },
    ]);
  });

  it('is an empty table if nothing was scored', async () => {
    expect(await query([], 'SELECT count(*) AS n FROM $scores')).toEqual([{ n: '0' }]);
  });

  it('releases its bytes one row group at a time', () => {
    const { pieces } = parquetOf(Array.from({ length: 20_000 }, (_, clip) => scoreOf(clip)));
    expect(pieces.filter((length) => length > 1000)).toHaveLength(3);
    const segments = Array.from({ length: 9_000 }, (_, n) => segmentOf(n, n + 1, 'calm'));
    const long = parquetOf([scoreOf(0, { segments }), scoreOf(1, { segments })], 1);
    expect(long.pieces.slice(0, 2).every((length) => length > 1000)).toBe(true);
  });
});
