import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readiness } from '#libs/contracts';
import { deleteKeys } from '../../apps/local/src/redis/forget-keys.js';
import { RealClient } from './real-client.js';
import { RealProcess, type AppName } from './real-process.js';
import type { RealStore } from './real-store.js';

export interface RealStackOptions {
  readonly redisUrl: string;
  readonly store: RealStore;
  readonly featureWorkers: number;
  readonly gpuWorkers: number;
  /** Additional environment of the API. */
  readonly apiEnv?: Readonly<Record<string, string>>;
  /** Additional environment of every feature worker. */
  readonly featuresEnv?: Readonly<Record<string, string>>;
}

const READY_MS = 90_000;

/** Short locks, so that the jobs of a killed worker return within seconds. */
const QUICK_STALLS = { LOCK_DURATION_MS: '2000', STALLED_INTERVAL_MS: '1000' } as const;

/** The API and its workers as real processes, with their own key prefix in Redis. */
export class RealStack implements AsyncDisposable {
  readonly prefix = `e2e-${randomUUID()}`;
  readonly features: RealProcess[] = [];
  readonly gpus: RealProcess[] = [];
  private api: RealProcess | null = null;
  /** The URL of the API. */
  url = '';

  private constructor(private readonly options: RealStackOptions) {}

  static async start(options: RealStackOptions): Promise<RealStack> {
    const stack = new RealStack(options);
    try {
      await stack.begin();
      return stack;
    } catch (error) {
      await stack[Symbol.asyncDispose]();
      throw error;
    }
  }

  get client(): RealClient {
    return new RealClient(this.url, () => this.tails());
  }

  get apiProcess(): RealProcess {
    if (this.api === null) throw new Error('the API was not started');
    return this.api;
  }

  startFeatureWorker(): RealProcess {
    const worker = this.startProcess('worker-features', {
      CONCURRENCY: '1',
      ...QUICK_STALLS,
      ...this.options.featuresEnv,
    });
    this.features.push(worker);
    return worker;
  }

  startGpuWorker(): RealProcess {
    const worker = this.startProcess('worker-gpu', QUICK_STALLS);
    this.gpus.push(worker);
    return worker;
  }

  /** Returns the last output of every process, for the message of a failed test. */
  tails(): string {
    return this.processes()
      .map((process) => process.tail())
      .join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.processes().map((process) => process[Symbol.asyncDispose]()));
    await deleteKeys(this.options.redisUrl, this.prefix);
  }

  private async begin(): Promise<void> {
    const { featureWorkers, gpuWorkers } = this.options;
    const api = this.startProcess('api', { PORT: '0', ...this.options.apiEnv });
    this.api = api;
    for (let count = 0; count < featureWorkers; count++) this.startFeatureWorker();
    for (let count = 0; count < gpuWorkers; count++) this.startGpuWorker();
    this.url = String((await api.logged('listening'))['url']);
    await this.seesWorkers(featureWorkers + gpuWorkers);
  }

  /** Waits until the API has seen this many workers. */
  private async seesWorkers(count: number): Promise<void> {
    const deadline = Date.now() + READY_MS;
    while (Date.now() < deadline) {
      const answer = await fetch(`${this.url}/health/ready`);
      const { workers } = readiness.parse(await answer.json());
      if (workers.length >= count) return;
      await sleep(100);
    }
    throw new Error(`${String(count)} workers were not seen within ${String(READY_MS)} ms.\n${this.tails()}`);
  }

  private startProcess(app: AppName, env: Readonly<Record<string, string>>): RealProcess {
    const { redisUrl, store } = this.options;
    return new RealProcess(app, { REDIS_URL: redisUrl, QUEUE_PREFIX: this.prefix, ...store.env, ...env });
  }

  private processes(): RealProcess[] {
    return [...(this.api === null ? [] : [this.api]), ...this.features, ...this.gpus];
  }
}
