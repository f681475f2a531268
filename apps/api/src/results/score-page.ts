import type { ScorePart, ScoringRunRecord } from '#libs/contracts';
import { readPart } from '#libs/runs';
import { scoringKeys, type ObjectStore } from '#libs/storage';

/** The maximum size of a page, regardless of its limit. A clip of hours has thousands of segments. */
const MAX_PAGE_BYTES = 4 * 1024 ** 2;
/** The clips of a shard, to choose the size of a listing. */
const SHARD_CLIPS = 64;

export interface ScorePage {
  readonly ndjson: string;
  /** The start of the next page; null on the last page of a finished run. */
  readonly nextCursor: string | null;
}

/**
 * Returns a page of scores in archive order. The pages of a run add up to its `scores.ndjson`, byte for byte. During a run,
 * a page ends before the first unscored shard, and its cursor can be used again later.
 *
 * @param cursor `<ordinal of the shard>-<number of its scores already read>`
 */
export async function scorePage(
  store: ObjectStore,
  { id, retries }: Pick<ScoringRunRecord, 'id' | 'retries'>,
  isOver: boolean,
  limit: number,
  cursor = '0-0',
): Promise<ScorePage> {
  const [first = 0, read = 0] = cursor.split('-').map(Number);
  const page = new PageLines(limit);
  let next = first;
  const round = retries.at(-1)?.round ?? 0;
  for await (const ordinal of shardsFrom(store, id, first, limit)) {
    if (ordinal !== next && !isOver) break; // an earlier shard is not scored yet
    const { part } = await readPart(store, id, ordinal, round);
    const taken = page.take(part?.scores ?? [], ordinal === first ? read : 0);
    if (taken !== null) return { ndjson: page.text, nextCursor: `${ordinal}-${taken}` };
    next = ordinal + 1;
  }
  // Stays within the first shard if nothing follows it.
  const rest = next === first ? `${first}-${read}` : `${next}-0`;
  return { ndjson: page.text, nextCursor: isOver ? null : rest };
}

/** Lists the shards with a score part, starting at `first`. */
async function* shardsFrom(store: ObjectStore, runId: string, first: number, limit: number) {
  const after = first === 0 ? {} : { startAfter: scoringKeys.part(runId, first - 1) };
  const pageSize = Math.min(1_000, Math.ceil(limit / SHARD_CLIPS) + 1);
  for await (const { key } of store.list(scoringKeys.parts(runId), { ...after, pageSize })) {
    const { ordinal, round } = scoringKeys.parsePart(key);
    if (round === 0) yield ordinal;
  }
}

class PageLines {
  private lines = 0;
  private bytes = 0;
  text = '';

  constructor(private readonly limit: number) {}

  /** Adds the scores that fit. @returns how many scores of the part have been read if the page is full, else null */
  take(scores: ScorePart['scores'], from: number): number | null {
    for (const [at, score] of scores.entries()) {
      if (at < from) continue;
      if (this.lines === this.limit || this.bytes >= MAX_PAGE_BYTES) return at;
      const line = `${JSON.stringify(score)}\n`;
      this.text += line;
      this.lines += 1;
      this.bytes += line.length;
    }
    return null;
  }
}
