import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { SerenadeError, type ClipPeaks, type ManifestLine } from '#libs/contracts';
import type { EmbedSignal } from '#libs/features';
import { THREAD_ARGV, threadEntry } from '#libs/runtime';
import type { StoreSettings } from '#libs/storage';
import { answerEmbeddings } from './embedding-port.js';
import type { Extraction } from './extraction.js';
import type { Answer, ExtractionTask, PeaksTask } from './extraction.thread.js';

/** The input for the extraction of a shard. */
export type ShardTask = Omit<ExtractionTask, 'abandoned' | 'progress' | 'embeddings'>;

/**
 * A clip may take this long, plus 2 s for each MiB. A decoder checks a shorter limit between the pieces that it decodes,
 * so a clip reaches this limit only if a call never returns. Then the pool ends the thread. For a clip that is read as
 * a stream, the time starts again with each piece.
 */
const CLIP_MS = 60_000;
const CLIP_MS_PER_BYTE = 2_000 / 1024 ** 2;
const CHECK_EVERY_MS = 1_000;
/** An idle thread ends after this time, which is far longer than the pause between two shards of a run. */
const IDLE_MS = 60_000;

/** Measuring a waveform may take this long, which is longer than its request waits. */
const PEAKS_MS = 30_000;

/** Runs threads that extract shards and measure waveforms. Each thread opens the store itself. */
export class ExtractionPool {
  private readonly pool: Piscina<ExtractionTask | PeaksTask, Answer<Extraction | ClipPeaks>>;

  /** @param embed runs the models of embeddings, outside of the threads */
  constructor(
    settings: StoreSettings,
    threads: number,
    private readonly embed: EmbedSignal,
  ) {
    this.pool = new Piscina({
      filename: threadEntry(import.meta.url, 'extraction.thread'),
      workerData: settings,
      execArgv: THREAD_ARGV,
      minThreads: 1, // a thread takes 40 MB; a worker that only indexes or waits needs one
      maxThreads: threads,
      idleTimeout: IDLE_MS,
    });
  }

  /** Extracts a shard. Bad clips are in the reports. @throws SerenadeError of the source, such as `store.unavailable` */
  async extract(task: ShardTask): Promise<Extraction> {
    const abandoned: number[] = [];
    for (;;) {
      const progress = new SharedArrayBuffer(8);
      const { port1, port2: embeddings } = new MessageChannel();
      using watch = new ClipWatch(new Int32Array(progress), task.lines);
      answerEmbeddings(port1, (...request) => watch.pauseFor(this.embed(...request)));
      const whole = { ...task, abandoned, progress, embeddings };
      try {
        return await this.run<Extraction>('extractInThread', whole, watch.signal, [embeddings]);
      } catch (error) {
        if (watch.stuckAt === null) throw error;
        // The signal ended the thread. Another one extracts the shard without the clip.
        abandoned.push(watch.stuckAt);
      } finally {
        port1.close();
      }
    }
  }

  /** Measures the waveform of a clip. @throws SerenadeError `clip.*`, and the errors of the source */
  async measurePeaks(task: PeaksTask): Promise<ClipPeaks> {
    const signal = AbortSignal.timeout(PEAKS_MS);
    try {
      return await this.run<ClipPeaks>('measurePeaksInThread', task, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new SerenadeError('clip.decode_failed', 'The clip took too long to decode.');
    }
  }

  async close(): Promise<void> {
    await this.pool.close();
  }

  /** Calls a function of the thread, which ends when the signal aborts. */
  private async run<T extends Extraction | ClipPeaks>(
    name: 'extractInThread' | 'measurePeaksInThread',
    task: ExtractionTask | PeaksTask,
    signal: AbortSignal,
    transferList: MessagePort[] = [],
  ): Promise<T> {
    const answer = (await this.pool.run(task, { name, signal, transferList })) as Answer<T>;
    if ('error' in answer) throw new SerenadeError(answer.error.code, answer.error.message);
    return answer.value;
  }
}

/** Aborts its signal if a clip takes too long. */
class ClipWatch implements Disposable {
  stuckAt: number | null = null;
  private readonly abort = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private position = -1;
  private pauses = 0;
  private pieces = 0;
  private since = performance.now();

  constructor(
    private readonly progress: Int32Array,
    private readonly lines: readonly ManifestLine[],
  ) {
    Atomics.store(progress, 0, -1); // no thread has started yet
    this.timer = setInterval(() => this.check(), CHECK_EVERY_MS);
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Stops the clock until the work is done. An embedding model has a time limit of its own. */
  async pauseFor<T>(work: Promise<T>): Promise<T> {
    this.pauses += 1;
    try {
      return await work;
    } finally {
      this.pauses -= 1;
      this.since = performance.now();
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
  }

  private check(): void {
    const position = Atomics.load(this.progress, 0);
    const pieces = Atomics.load(this.progress, 1);
    if (position !== this.position || pieces !== this.pieces) {
      this.position = position;
      this.pieces = pieces;
      this.since = performance.now();
    }
    const limit = CLIP_MS + CLIP_MS_PER_BYTE * (this.lines[position]?.size ?? 0);
    if (position < 0 || this.pauses > 0 || performance.now() - this.since < limit) return;
    this.stuckAt = position;
    this.abort.abort();
  }
}
