import { scorePart, shardLine, type ScorePart, type ScoringRunRecord, type ShardLine } from '#libs/contracts';
import { mergeDomains } from '#libs/evaluation';
import { archiveKeys, parseJson, readJsonLines, scoringKeys, type ObjectStore } from '#libs/storage';

/** Parts fetched at once: a store far away answers after milliseconds, and a run has a part for each 64 clips. */
const READ_AHEAD = 8;

export interface ShardPart {
  readonly shard: ShardLine;
  /** Null when nothing has become of the shard (yet). */
  readonly part: ScorePart | null;
  /** The part as it is stored; where clips were run again, the parts of the later rounds behind it. */
  readonly bytes: Uint8Array;
}

type Run = Pick<ScoringRunRecord, 'id' | 'archiveId' | 'retries'>;

/**
 * Every shard of a run with its part, in the order of the archive; a few parts are in memory at a time. What a later
 * round says of a clip replaces what was said before.
 */
export async function* readShardParts(store: ObjectStore, run: Run): AsyncGenerator<ShardPart> {
  const ahead: Promise<ShardPart>[] = [];
  const round = run.retries.at(-1)?.round ?? 0;
  try {
    for await (const shard of readJsonLines(store, archiveKeys.shards(run.archiveId), shardLine)) {
      const pending = readPart(store, run.id, shard.ordinal, round).then((read) => ({ shard, ...read }));
      pending.catch(() => undefined); // reported when its turn comes
      ahead.push(pending);
      const next = ahead.length < READ_AHEAD ? undefined : ahead.shift();
      if (next !== undefined) yield await next;
    }
    for (const pending of ahead) yield await pending;
  } finally {
    await Promise.allSettled(ahead);
  }
}

/** What the rounds up to and with `round` say of the clips of a shard. */
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
  return { part: first === undefined ? null : later.reduce(overlaid, first), bytes };
}

/** Ordinals of the shards of a run that have a part of the given round, without reading any. */
export async function* shardsOfRound(
  store: ObjectStore,
  runId: string,
  round: number,
): AsyncGenerator<number> {
  for await (const { key } of store.list(scoringKeys.parts(runId))) {
    const of = scoringKeys.ofPart(key);
    if (of.round === round) yield of.ordinal;
  }
}

function overlaid(before: ScorePart, after: ScorePart): ScorePart {
  const replaced = new Set([...after.scores, ...after.errors].map(({ clip }) => clip));
  const joined = <L extends { readonly clip: number }>(old: readonly L[], added: readonly L[]): L[] =>
    [...old.filter(({ clip }) => !replaced.has(clip)), ...added].sort((a, b) => a.clip - b.clip);
  // The clips that are scored now were not before, so that none is counted twice.
  const domain = [before.domain, after.domain].filter((of) => of !== undefined);
  return {
    ...before,
    ...(domain.length === 0 ? {} : { domain: domain.reduce(mergeDomains) }),
    scores: joined(before.scores, after.scores),
    errors: joined(before.errors, after.errors),
  };
}
