import {
  SerenadeError,
  scoresCsvHeader,
  scoresCsvRows,
  sha256Hex,
  type DomainStatistics,
  type ModelCard,
  type ScoringRunRecord,
  type ScoringSummary,
  roundTo,
} from '#libs/contracts';
import { gradeDomain, mergeDomains } from '#libs/evaluation';
import {
  RESULT_FILES,
  ScoresParquet,
  Tally,
  formatPartHash,
  type ResultFile,
  type Tallied,
} from '#libs/results';
import { readShardParts, type ShardPart } from '#libs/runs';
import { TextObjectWriter, scoringKeys, type ObjectStore } from '#libs/storage';

/** The fields of a run's summary that are computed from its score parts. */
export type Results = Tallied &
  Pick<ScoringSummary, 'cancelled' | 'engines' | 'cache' | 'stages' | 'domain' | 'files' | 'scoresSha256'>;

/**
 * Writes the result files of a run from its score parts, in the order of the archive and in one pass. The clips of shards
 * without a part count as cancelled if the run was cancelled. Otherwise the run is incomplete.
 * @throws SerenadeError `run.incomplete`
 */
export async function writeResults(
  store: ObjectStore,
  run: ScoringRunRecord,
  { labels, domain: training }: ModelCard,
  wasCancelled: boolean,
): Promise<Results> {
  const startedAt = performance.now();
  const files = new Files(store, run.id);
  const parquet = new ScoresParquet(labels);
  const tally = new Tally();
  const work = new WorkTally();
  let domain: DomainStatistics | null = null;
  try {
    await files.write('scores.csv', scoresCsvHeader(labels));
    for await (const shardPart of readShardParts(store, run)) {
      assertWhole(shardPart, wasCancelled);
      work.add(shardPart);
      const { part, bytes } = shardPart;
      if (part === null) continue;
      // The order of the archive makes the sums independent of the order in which shards were scored.
      if (part.domain !== undefined)
        domain = domain === null ? part.domain : mergeDomains(domain, part.domain);
      part.scores.forEach((line) => tally.addScore(line));
      part.errors.forEach((line) => tally.addError(line));
      await files.write('scores.ndjson', part.scores.map(ndjson).join(''));
      await files.write('scores.csv', part.scores.map((line) => scoresCsvRows(line, labels)).join(''));
      await files.write('scores.parquet', parquet.add(part.scores));
      await files.write('errors.ndjson', part.errors.map(ndjson).join(''));
      await files.write('parts.sha256', formatPartHash(part.ordinal, sha256Hex(bytes)));
    }
    await files.write('scores.parquet', parquet.end());
    const written = await files.close();
    return {
      ...tally.result(),
      ...work.result((performance.now() - startedAt) / 1000),
      domain: gradeDomain(domain, training),
      files: written,
      scoresSha256: written['scores.ndjson'].sha256,
    };
  } catch (error) {
    await files.abort();
    throw error;
  }
}

function assertWhole({ shard, part }: ShardPart, wasCancelled: boolean): void {
  if (part === null && !wasCancelled) throw incomplete(`shard ${shard.ordinal} has no scores`);
  if (part !== null && part.scores.length + part.errors.length !== shard.clips) {
    throw incomplete(`shard ${shard.ordinal} does not account for each of its ${shard.clips} clips`);
  }
}

function incomplete(detail: string): SerenadeError {
  return new SerenadeError('run.incomplete', `The run is not complete: ${detail}.`);
}

const ndjson = (line: object): string => `${JSON.stringify(line)}\n`;

type Written = Exclude<ResultFile, 'summary.json'>;
type WrittenFile = Results['files'][Written];

/** Writes all result files except the summary at the same time. */
class Files {
  private readonly open: Readonly<Record<Written, TextObjectWriter>>;

  constructor(store: ObjectStore, runId: string) {
    const open = (name: Written) =>
      new TextObjectWriter(store, scoringKeys.result(runId, name), RESULT_FILES[name]);
    this.open = {
      'scores.ndjson': open('scores.ndjson'),
      'scores.csv': open('scores.csv'),
      'scores.parquet': open('scores.parquet'),
      'errors.ndjson': open('errors.ndjson'),
      'parts.sha256': open('parts.sha256'),
    };
  }

  async write(name: Written, piece: string | Uint8Array): Promise<void> {
    await this.open[name].write(piece);
  }

  async close(): Promise<Record<Written, WrittenFile>> {
    const closed = Object.entries(this.open).map(async ([name, writer]) => {
      const sha256 = await writer.close();
      return [name, { bytes: writer.bytes, sha256 }] as const;
    });
    return Object.fromEntries(await Promise.all(closed)) as Record<Written, WrittenFile>;
  }

  async abort(): Promise<void> {
    await Promise.all(Object.values(this.open).map((writer) => writer.abort()));
  }
}

/** Adds up cancelled clips, engines, cache hits and times. */
class WorkTally {
  private cancelled = 0;
  private shards = 0;
  private hits = 0;
  private cachedClips = 0;
  private extractionMs = 0;
  private scoringMs = 0;
  private readonly engines = new Set<string>();

  add({ shard, part }: ShardPart): void {
    if (part === null) {
      this.cancelled += shard.clips;
      return;
    }
    this.shards += 1;
    this.engines.add(part.engine.name);
    if (part.work?.cached === true) {
      this.hits += 1;
      this.cachedClips += shard.clips;
    }
    this.extractionMs += part.work?.extractionMs ?? 0;
    this.scoringMs += part.work?.scoringMs ?? 0;
  }

  result(finishingSeconds: number): Pick<Results, 'cancelled' | 'engines' | 'cache' | 'stages'> {
    return {
      cancelled: this.cancelled,
      engines: [...this.engines].sort(),
      cache: { shards: this.shards, hits: this.hits, clips: this.cachedClips },
      stages: {
        extractionSeconds: roundTo(this.extractionMs / 1000, 3),
        scoringSeconds: roundTo(this.scoringMs / 1000, 3),
        finishingSeconds: roundTo(finishingSeconds, 3),
      },
    };
  }
}
