import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../support/own-redis.js';
import { RealProcess, type AppName } from '../support/real-process.js';
import type { Image } from './assemble-image.js';

const HEALTHY_MS = 60_000;
const LOGGED_MS = 10_000;
const run = promisify(execFile);

/** Runs the command of an image as a process. The process is ready once the image's health check passes. */
export interface ImageProcess extends AsyncDisposable {
  readonly url: string;
  /** Waits for a line of the log. */
  logged(msg: string): Promise<unknown>;
  tail(): string;
}

/** @throws Error with the end of the log if the process ends or stays unhealthy */
export async function startImage(
  app: AppName,
  image: Image,
  services: Readonly<Record<string, string>>,
): Promise<ImageProcess> {
  const port = String(await freePort());
  // The API requires no key on a loopback address.
  const own = { HOST: '127.0.0.1', [app.startsWith('worker') ? 'HEALTH_PORT' : 'PORT']: port };
  const env = { ...image.env, ...services, ...own };
  const process = new RealProcess(app, env, { cwd: image.folder, args: image.command });
  const deadline = Date.now() + HEALTHY_MS;
  while (process.isRunning && Date.now() < deadline) {
    const isHealthy = await runInImage(image, image.healthCheck, env).then(
      () => true,
      () => false,
    );
    if (isHealthy) return imageProcess(`http://127.0.0.1:${port}`, process);
    await sleep(200);
  }
  const reason = process.isRunning ? 'its health check never passed' : 'it ended';
  await process[Symbol.asyncDispose]();
  throw new Error(`node ${image.command.join(' ')}: ${reason}\n${process.tail(35)}`);
}

function imageProcess(url: string, process: RealProcess): ImageProcess {
  return {
    url,
    logged: (msg) => process.logged(msg, LOGGED_MS),
    tail: () => process.tail(),
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}

/** Runs Node in the folder of an image. @returns its standard output */
export async function runInImage(
  { folder }: Image,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await run(process.execPath, args, { cwd: folder, env: { ...process.env, ...env } });
  return stdout;
}
