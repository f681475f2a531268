import { randomUUID } from 'node:crypto';
import { RealProcess } from './real-process.js';
import type { RealStore } from './real-store.js';

/** An API process without workers, which can be killed and restarted with the same port and store. */
export class LoneApi implements AsyncDisposable {
  url = '';
  private readonly prefix = `alone-${randomUUID()}`;
  private process: RealProcess | null = null;

  private constructor(
    private readonly redisUrl: string,
    private readonly store: RealStore,
  ) {}

  static async start(redisUrl: string, store: RealStore): Promise<LoneApi> {
    const api = new LoneApi(redisUrl, store);
    await api.start();
    return api;
  }

  /** Restarts the API on its previous port. */
  async start(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const env = { ...this.store.env, REDIS_URL: this.redisUrl, QUEUE_PREFIX: this.prefix, PORT: port };
    this.process = new RealProcess('api', env);
    this.url = String((await this.process.logged('listening'))['url']);
  }

  async kill(): Promise<void> {
    this.process?.kill('SIGKILL');
    await this.process?.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process?.[Symbol.asyncDispose]();
  }
}
