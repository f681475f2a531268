import {
  SerenadeError,
  scorePart,
  scoresCsvHeader,
  scoresCsvRow,
  shardLine,
  type ModelCard,
  type ScorePart,
  type ScoringRunRecord,
} from '#libs/contracts';
import {
  TextObjectWriter,
  archiveKeys,
  parseJson,
  readJsonLines,
  scoringKeys,
  type ObjectStore,
} from '#libs/storage';

export interface Results {
  readonly scored: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly audioSeconds: number;
  readonly engines: string[];
  readonly labels: Record<string, number>;
  readonly errorsByCode: Record<string, number>;
  readonly scoresSha256: string;
}

/**
 * Joins the score parts of a run, in the order of the archive, into its three result objects. Shards without a part
 * are cancelled clips when the run was cancelled; else the run lost them.
 * @throws SerenadeError `run.incomplete`
 */
export async function writeResults(
  store: ObjectStore,
  run: ScoringRunRecord,
  { labels }: ModelCard,
  wasCancelled: boolean,
): Promise<Results> {
  const open = (key: string, type: string) => new TextObjectWriter(store, key, type);
  const scores = open(scoringKeys.scores(run.id), 'application/x-ndjson');
  const csv = open(scoringKeys.csv(run.id), 'text/csv; charset=utf-8');
  const errors = open(scoringKeys.errors(run.id), 'application/x-ndjson');
  const tally = new Tally();
  try {
    await csv.write(scoresCsvHeader(labels));
    for await (const shard of readJsonLines(store, archiveKeys.shards(run.archiveId), shardLine)) {
      const part = await findPart(store, run.id, shard.ordinal);
      if (part === null && !wasCancelled) throw incomplete(`shard ${shard.ordinal} has no scores`);
      if (part !== null && part.scores.length + part.errors.length !== shard.clips) {
        throw incomplete(`shard ${shard.ordinal} does not account for each of its ${shard.clips} clips`);
      }
      tally.add(part, shard.clips);
      if (part === null) continue;
      await scores.write(part.scores.map((line) => `${JSON.stringify(line)}\n`).join(''));
      await csv.write(part.scores.map((line) => scoresCsvRow(line, labels)).join(''));
      await errors.write(part.errors.map((line) => `${JSON.stringify(line)}\n`).join(''));
    }
    const scoresSha256 = await scores.close();
    await Promise.all([csv.close(), errors.close()]);
    return tally.results(scoresSha256);
  } catch (error) {
    await Promise.all([scores.abort(), csv.abort(), errors.abort()]);
    throw error;
  }
}

class Tally {
  private scored = 0;
  private failed = 0;
  private cancelled = 0;
  private audioSeconds = 0;
  private readonly engines = new Set<string>();
  private readonly labels = new Map<string, number>();
  private readonly errorsByCode = new Map<string, number>();

  add(part: ScorePart | null, clips: number): void {
    if (part === null) {
      this.cancelled += clips;
      return;
    }
    this.scored += part.scores.length;
    this.failed += part.errors.length;
    this.engines.add(part.engine.name);
    for (const { label, durationSeconds } of part.scores) {
      this.audioSeconds += durationSeconds;
      increment(this.labels, label);
    }
    for (const { code } of part.errors) increment(this.errorsByCode, code);
  }

  results(scoresSha256: string): Results {
    const { scored, failed, cancelled, audioSeconds } = this;
    return {
      scored,
      failed,
      cancelled,
      audioSeconds: Math.round(audioSeconds * 1000) / 1000,
      engines: [...this.engines].sort(),
      labels: sortedRecord(this.labels),
      errorsByCode: sortedRecord(this.errorsByCode),
      scoresSha256,
    };
  }
}

async function findPart(store: ObjectStore, runId: string, ordinal: number): Promise<ScorePart | null> {
  try {
    return parseJson(await store.get(scoringKeys.part(runId, ordinal)), scorePart);
  } catch (error) {
    if (error instanceof SerenadeError && error.code === 'store.object_missing') return null;
    throw error;
  }
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sortedRecord(counts: Map<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function incomplete(detail: string): SerenadeError {
  return new SerenadeError('run.incomplete', `The run is not complete: ${detail}.`);
}
