import { extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { MOST_DRY_RUN_EXAMPLES, type DryRunView, type ManifestLine, type ShardLine } from '#libs/contracts';
import { ShardCutter, type LineSink } from '#libs/indexing';
import { Thinned } from './thinned.js';

const MOST_SHARDS = 64;
const MOST_CLIPS = 32;
const WAV = new Set(['.wav', '.wave']);

/** Counts manifest lines where an index would write them. Memory is the same for any number. */
export class ClipSurvey implements LineSink {
  clips = 0;
  readable = 0;
  clipBytes = 0;
  wavBytes = 0;
  readonly shards = new Thinned<ShardLine>(MOST_SHARDS);
  /** Readable WAV clips. */
  readonly wavs = new Thinned<ManifestLine>(MOST_CLIPS);
  readonly problems: DryRunView['problems'] = { total: 0, byCode: {}, examples: [] };
  private readonly cutter: ShardCutter;

  /**
   * @param identity as of the index: it decides which shards the clips make
   * @param signal aborted when nobody waits for the counts
   */
  constructor(
    identity: string,
    private readonly signal: AbortSignal,
  ) {
    this.cutter = new ShardCutter(identity);
  }

  /** @throws the reason of the signal */
  async write(lines: readonly ManifestLine[]): Promise<void> {
    this.signal.throwIfAborted();
    for (const line of lines) this.count(line);
    await setImmediate(); // other requests get their turn, also where lines come out of memory
  }

  /** To be called after the last line. */
  close(): void {
    this.take(this.cutter.finish());
  }

  private count(line: ManifestLine): void {
    this.take(this.cutter.add(line, 0));
    this.clips += 1;
    if (line.error !== undefined) {
      this.refuse(line, line.error);
      return;
    }
    this.readable += 1;
    this.clipBytes += line.size;
    if (!WAV.has(extname(line.name).toLowerCase())) return;
    this.wavBytes += line.size;
    this.wavs.add(line);
  }

  private take(shard: ShardLine | null): void {
    if (shard !== null) this.shards.add(shard);
  }

  private refuse({ clip, name }: ManifestLine, { code, message }: NonNullable<ManifestLine['error']>): void {
    const { byCode, examples } = this.problems;
    this.problems.total += 1;
    byCode[code] = (byCode[code] ?? 0) + 1;
    if (examples.length < MOST_DRY_RUN_EXAMPLES) examples.push({ clip, name, code, message });
  }
}
