import { freePort, HOST } from '../free-port.js';
import { messageOf } from '../local-error.js';
import { findProgram, findReason, runCommand } from '../run-command.js';
import { waitForRedis } from './ping.js';
import { never, type RedisWay } from './redis-service.js';

const IMAGE = process.env['SERENADE_REDIS_IMAGE'] ?? 'redis:7-alpine';

/** Starts a container that is removed when it stops; its data is disposable. */
export const fromDocker: RedisWay = async (request) => {
  const docker = await findProgram('docker');
  if (docker === null) return null;
  if (!(await runCommand(docker, ['version', '--format', '{{.Server.Version}}'], { timeoutMs: 10_000 })).ok)
    return null;

  request.tell(`Starting Redis in a Docker container (${IMAGE}), because no server is installed.`);
  const port = await freePort();
  const name = `serenade-redis-${process.pid}`;
  const { ok, output } = await runCommand(
    docker,
    [
      ...['run', '--detach', '--rm', '--name', name, '--publish', `${HOST}:${port}:6379`],
      ...[IMAGE, 'redis-server', '--maxmemory-policy', 'noeviction', '--appendonly', 'yes'],
      // Inside the container the host is a remote client. The port is published to the loopback interface only.
      ...['--bind', '0.0.0.0', '--protected-mode', 'no'],
    ],
    { signal: request.signal },
  );
  const stop = async (): Promise<void> => {
    await runCommand(docker, ['rm', '--force', '--volumes', name], { timeoutMs: 30_000 });
  };
  if (!ok || request.signal.aborted) {
    await stop();
    request.signal.throwIfAborted();
    request.tell(`Docker could not start Redis: ${findReason(output)}`);
    return null;
  }
  const url = `redis://${HOST}:${port}`;
  try {
    await waitForRedis(url, 15_000, request.signal);
  } catch (error) {
    await stop();
    request.signal.throwIfAborted();
    request.tell(`The Redis container did not answer: ${messageOf(error)}`);
    return null;
  }
  return { url, origin: `container ${name}`, failsEarly: never, stop };
};
