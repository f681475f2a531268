import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { findOnPath } from '../services/binaries.js';

export const REDIS_BINARY = await findOnPath('redis-server', 'valkey-server');

/** A separate Redis that a test can stop and start again. */
export class OwnRedis implements AsyncDisposable {
  private child: ChildProcess | null = null;

  private constructor(
    private readonly port: number,
    private readonly dir: string | null,
  ) {}

  /** With `later`, the port is reserved and Redis starts at start(). With `dir`, Redis keeps its append-only log there. */
  static async create(options: { readonly later?: boolean; readonly dir?: string } = {}): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort(), options.dir ?? null);
    if (options.later !== true) await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts Redis. It is empty unless an earlier process left an append-only log. */
  async start(): Promise<void> {
    const kept = this.dir === null ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--dir', this.dir];
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', ...kept];
    this.child = spawn(REDIS_BINARY ?? 'redis-server', args, { stdio: 'ignore' });
    await using client = disposable(
      new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 }),
    );
    await client.redis.ping();
  }

  /** Halts Redis, so it accepts connections and answers nothing. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Kills Redis, so connections break and new ones are refused. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

export function disposable(redis: Redis): AsyncDisposable & { readonly redis: Redis } {
  redis.on('error', () => undefined);
  return {
    redis,
    [Symbol.asyncDispose]: () => {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
