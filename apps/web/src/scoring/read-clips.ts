import { linesOf } from '#libs/client';
import { open } from '../api/client.js';
import type { ErrorLine, ScoreLine } from '../api/types.js';
import type { ClipRow } from './clip-rows.js';

/** A browser handles this many rows easily; the result files contain all of them. */
export const MOST_ROWS = 200_000;
const PAGE = 5_000;

export interface ScorePage {
  readonly rows: readonly ClipRow[];
  /** Null after the last page of a finished run. */
  readonly nextCursor: string | null;
}

export async function readScores(
  runId: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ScorePage> {
  const { lines, nextCursor } = await readScoreLines(runId, cursor, signal);
  return { rows: lines.map(toScoreRow), nextCursor };
}

/** Reads a page of scores as published. */
export async function readScoreLines(
  runId: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<{ readonly lines: readonly ScoreLine[]; readonly nextCursor: string | null }> {
  const query = { limit: PAGE, ...(cursor === null ? {} : { cursor }) };
  const response = await open('GET /v1/scoring-runs/{id}/scores', { params: { id: runId }, query, signal });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return {
    lines: lines.map((line) => JSON.parse(line) as ScoreLine),
    nextCursor: response.headers.get('serenade-next-cursor'),
  };
}

/** Reads the clips without a score, up to `room` rows. */
export async function readErrors(runId: string, room: number, signal: AbortSignal): Promise<ClipRow[]> {
  const { body } = await open('GET /v1/scoring-runs/{id}/errors', { params: { id: runId }, signal });
  const rows: ClipRow[] = [];
  if (body === null || room <= 0) return rows;
  for await (const line of linesOf(body)) {
    rows.push(toErrorRow(line));
    if (rows.length >= room) break;
  }
  return rows;
}

function toScoreRow(line: ScoreLine): ClipRow {
  const { clip, name, label, probability, durationSeconds, isUncertain = null } = line;
  return { clip, name, label, probability, durationSeconds, isUncertain, code: null };
}

function toErrorRow(line: string): ClipRow {
  const { clip, name, code } = JSON.parse(line) as ErrorLine;
  return { clip, name, label: null, probability: null, durationSeconds: null, isUncertain: null, code };
}
