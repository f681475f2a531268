import { mkdir } from 'node:fs/promises';
import { freePort, HOST } from '../free-port.js';
import { LocalError, messageOf } from '../local-error.js';
import { readLogTail } from '../log-tail.js';
import { ManagedChild } from '../managed-child.js';
import { findProgram } from '../run-command.js';
import { waitForRedis } from './ping.js';
import type { RedisService, RedisRequest, RedisWay } from './redis-service.js';

/** Starts an installed server. */
export const fromBinary: RedisWay = async (request) => {
  const program = (await findProgram('redis-server')) ?? (await findProgram('valkey-server'));
  return program === null ? null : startServer(program, request);
};

/** Long enough to read an append-only file of several hundred megabytes. */
const START_MS = 30_000;
const STOP_MS = 10_000;

/** Starts a server on a free port of the loopback interface, with its append-only file in `dir`. */
export async function startServer(program: string, request: RedisRequest): Promise<RedisService> {
  await mkdir(request.dir, { recursive: true });
  const port = await freePort();
  const server = new ManagedChild({
    name: 'redis',
    command: program,
    args: [
      ...['--bind', HOST, '--port', String(port), '--dir', request.dir],
      // BullMQ loses jobs under any policy that evicts. The append-only file lets `npm start` resume its work.
      ...['--maxmemory-policy', 'noeviction', '--appendonly', 'yes', '--save', '', '--daemonize', 'no'],
    ],
    logFile: request.logFile,
  });
  const url = `redis://${HOST}:${port}`;
  const isReady = waitForRedis(url, START_MS, request.signal);
  try {
    await Promise.race([isReady, server.failsEarly()]);
  } catch (error) {
    isReady.catch(() => undefined);
    await server.stop(STOP_MS);
    request.signal.throwIfAborted();
    if (error instanceof LocalError) throw error;
    throw new LocalError(
      `${program} did not answer (${messageOf(error)}).\n${await readLogTail(request.logFile)}`,
    );
  }
  return { url, origin: program, failsEarly: () => server.failsEarly(), stop: () => server.stop(STOP_MS) };
}
