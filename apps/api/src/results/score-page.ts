import type { ScorePart, ScoringRunRecord } from '#libs/contracts';
import { readPart } from '#libs/runs';
import { scoringKeys, type ObjectStore } from '#libs/storage';

/** A page ends at this size whatever its limit: a clip of hours has thousands of segments. */
const MAX_PAGE_BYTES = 4 * 1024 ** 2;
/** Clips of a shard, for the size of a listing. */
const SHARD_CLIPS = 64;

export interface ScorePage {
  readonly ndjson: string;
  /** Where the next page begins; null when the run is over and this is its last page. */
  readonly nextCursor: string | null;
}

/**
 * A page of scores in the order of the archive, so that the pages of a run make up its `scores.ndjson`, byte for byte. Of
 * a run under way a page ends before the first shard that is not scored yet; its cursor is good for asking again later.
 *
 * @param cursor `<ordinal of the shard>-<scores of it that were read>`
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
    if (ordinal !== next && !isOver) break; // a shard before this one is not scored yet
    const { part } = await readPart(store, id, ordinal, round);
    const taken = page.take(part?.scores ?? [], ordinal === first ? read : 0);
    if (taken !== null) return { ndjson: page.text, nextCursor: `${ordinal}-${taken}` };
    next = ordinal + 1;
  }
  // Within the first shard, when nothing is behind it.
  const rest = next === first ? `${first}-${read}` : `${next}-0`;
  return { ndjson: page.text, nextCursor: isOver ? null : rest };
}

/** Ordinals of the shards that have a part, from `first` on. */
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

  /** Takes what fits. @returns how many scores of the part are read now, when the page is full; else null */
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
