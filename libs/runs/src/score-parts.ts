import { scorePart, shardLine, type ScorePart, type ScoringRunRecord, type ShardLine } from '#libs/contracts';
import { mergeDomains } from '#libs/evaluation';
import { archiveKeys, parseJson, readJsonLines, scoringKeys, type ObjectStore } from '#libs/storage';

/** The number of parts fetched at once. A remote store answers after milliseconds, and a run has a part per 64 clips. */
const READ_AHEAD = 8;

export interface ShardPart {
  readonly shard: ShardLine;
  /** Null if the shard has no part yet. */
  readonly part: ScorePart | null;
  /** The bytes of the stored part, followed by those of later rounds if clips were retried. */
  readonly bytes: Uint8Array;
}

type Run = Pick<ScoringRunRecord, 'id' | 'archiveId' | 'retries'>;

/**
 * Reads every shard of a run with its score part, in the order of the archive, with a few parts in memory at a time.
 * The outcome of a clip in a later round replaces the earlier one.
 */
export async function* readShardParts(store: ObjectStore, run: Run): AsyncGenerator<ShardPart> {
  const ahead: Promise<ShardPart>[] = [];
  const round = run.retries.at(-1)?.round ?? 0;
  try {
    for await (const shard of readJsonLines(store, archiveKeys.shards(run.archiveId), shardLine)) {
      const pending = readPart(store, run.id, shard.ordinal, round).then((read) => ({ shard, ...read }));
      pending.catch(() => undefined); // the loop awaits it later and reports the error
      ahead.push(pending);
      const next = ahead.length < READ_AHEAD ? undefined : ahead.shift();
      if (next !== undefined) yield await next;
    }
    for (const pending of ahead) yield await pending;
  } finally {
    await Promise.allSettled(ahead);
  }
}

/** Reads the score part of a shard, with the rounds up to and including `round`. */
export async function readPart(
  store: ObjectStore,
  runId: string,
  ordinal: number,
  round: number,
): Promise<Pick<ShardPart, 'part' | 'bytes'>> {
  const rounds = Array.from({ length: round + 1 }, (_, at) => at);
  const found = await Promise.all(rounds.map((at) => store.find(scoringKeys.part(runId, ordinal, at))));
  const stored = found.filter((bytes) => bytes !== null);
  const [first, ...later] = stored.map((bytes) => parseJson(bytes, scorePart));
  const bytes = stored.length === 1 && stored[0] !== undefined ? stored[0] : Buffer.concat(stored);
  return { part: first === undefined ? null : later.reduce(mergeRounds, first), bytes };
}

/** Lists the ordinals of a run's shards that have a part of the given round, without reading the parts. */
export async function* listShardsOfRound(
  store: ObjectStore,
  runId: string,
  round: number,
): AsyncGenerator<number> {
  for await (const { key } of store.list(scoringKeys.parts(runId))) {
    const part = scoringKeys.parsePart(key);
    if (part.round === round) yield part.ordinal;
  }
}

function mergeRounds(before: ScorePart, after: ScorePart): ScorePart {
  const replaced = new Set([...after.scores, ...after.errors].map(({ clip }) => clip));
  const merge = <L extends { readonly clip: number }>(old: readonly L[], added: readonly L[]): L[] =>
    [...old.filter(({ clip }) => !replaced.has(clip)), ...added].sort((a, b) => a.clip - b.clip);
  // A retried clip had no score before, so no clip is counted twice.
  const domain = [before.domain, after.domain].filter((of) => of !== undefined);
  return {
    ...before,
    ...(domain.length === 0 ? {} : { domain: domain.reduce(mergeDomains) }),
    scores: merge(before.scores, after.scores),
    errors: merge(before.errors, after.errors),
  };
}
