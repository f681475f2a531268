import { extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { MOST_DRY_RUN_EXAMPLES, type DryRunView, type ManifestLine, type ShardLine } from '#libs/contracts';
import type { LineSink } from '../line-sink.js';
import { ShardCutter } from '../shard-cutter.js';
import { EvenSample } from './even-sample.js';

const MOST_SHARDS = 64;
const MOST_CLIPS = 32;
const WAV = new Set(['.wav', '.wave']);

/** Counts manifest lines where an index would write them. Its memory does not grow with the number of lines. */
export class ClipSurvey implements LineSink {
  clips = 0;
  readable = 0;
  clipBytes = 0;
  wavBytes = 0;
  readonly shards = new EvenSample<ShardLine>(MOST_SHARDS);
  /** Readable WAV clips. */
  readonly wavs = new EvenSample<ManifestLine>(MOST_CLIPS);
  readonly problems: DryRunView['problems'] = { total: 0, byCode: {}, examples: [] };
  private readonly cutter: ShardCutter;

  /**
   * @param identity the identity that the index would have; the ids of the shards depend on it
   * @param signal aborted when the client has gone
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
    await setImmediate(); // lets other requests run, even if all lines come from memory
  }

  /** Counts the last shard. Call it after the last line. */
  close(): void {
    this.take(this.cutter.finish());
  }

  private count(line: ManifestLine): void {
    this.take(this.cutter.add(line, 0));
    this.clips += 1;
    if (line.error !== undefined) {
      this.addProblem(line, line.error);
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

  private addProblem(
    { clip, name }: ManifestLine,
    { code, message }: NonNullable<ManifestLine['error']>,
  ): void {
    const { byCode, examples } = this.problems;
    this.problems.total += 1;
    byCode[code] = (byCode[code] ?? 0) + 1;
    if (examples.length < MOST_DRY_RUN_EXAMPLES) examples.push({ clip, name, code, message });
  }
}
