import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { REDIS_BINARY, freePort } from './own-redis.js';

/** A Redis process with any arguments: a replica, a cluster node, a Sentinel. */
export class RedisProcess implements AsyncDisposable {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    readonly folder: string,
    private readonly args: readonly string[],
  ) {}

  /** Starts a server with these arguments, in which `{port}` is its port, and waits until it accepts connections. */
  static async start(...args: readonly string[]): Promise<RedisProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'serenade-redis-'));
    const server = new RedisProcess(await freePort(), folder, args);
    await server.start();
    return server;
  }

  /** Starts a Sentinel that watches `primary` alone, and fails over after half a second. */
  static async startSentinel(primary: RedisProcess, password?: string): Promise<RedisProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'serenade-sentinel-'));
    const file = join(folder, 'sentinel.conf');
    await writeFile(
      file,
      [
        `sentinel monitor mymaster 127.0.0.1 ${primary.port} 1`,
        'sentinel down-after-milliseconds mymaster 500',
        'sentinel failover-timeout mymaster 2000',
        ...(password === undefined ? [] : [`requirepass ${password}`]),
        '',
      ].join('\n'),
    );
    const sentinel = new RedisProcess(await freePort(), folder, [file, '--sentinel']);
    await sentinel.start();
    return sentinel;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const [first = '', ...rest] = this.args;
    const isFile = first.startsWith('/');
    const own = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    const args = isFile ? [first, ...own.slice(0, 6), ...rest] : [...own, ...this.args];
    const given = args.map((arg) => arg.replace('{port}', String(this.port)));
    this.child = spawn(REDIS_BINARY ?? 'redis-server', given, { stdio: 'ignore' });
    const deadline = Date.now() + 10_000;
    while (!(await accepts(this.port))) {
      if (Date.now() > deadline || this.child.exitCode !== null)
        throw new Error('redis-server does not start.');
      await sleep(30);
    }
  }

  /** Runs commands as an administrator. */
  async command(command: string, ...args: readonly (string | number)[]): Promise<unknown> {
    const redis = new Redis({ port: this.port, host: '127.0.0.1', maxRetriesPerRequest: 3 });
    redis.on('error', () => undefined);
    try {
      return await redis.call(command, ...args);
    } finally {
      redis.disconnect();
    }
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null) return;
    const gone = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
