import { Piscina } from 'piscina';
import { SerenadeError } from '#libs/contracts';
import { THREAD_ARGV, threadEntry } from '#libs/runtime';
import type { StoreSettings } from '#libs/storage';
import type { Extraction } from './extraction.js';
import type { ExtractionAnswer, ExtractionTask } from './extraction.thread.js';

/** Threads that extract shards; each opens the store for itself. */
export class ExtractionPool {
  private readonly pool: Piscina<ExtractionTask, ExtractionAnswer>;

  constructor(settings: StoreSettings, threads: number) {
    this.pool = new Piscina({
      filename: threadEntry(import.meta.url, 'extraction.thread'),
      name: 'extractInThread',
      workerData: settings,
      execArgv: THREAD_ARGV,
      minThreads: threads,
      maxThreads: threads,
    });
  }

  /** @throws SerenadeError of the source, such as `store.unavailable`; a bad clip is in the reports instead */
  async extract(task: ExtractionTask): Promise<Extraction> {
    const answer = await this.pool.run(task);
    if ('error' in answer) throw new SerenadeError(answer.error.code, answer.error.message);
    return answer.extraction;
  }

  async close(): Promise<void> {
    await this.pool.close();
  }
}
