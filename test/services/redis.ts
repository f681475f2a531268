import { connect } from 'node:net';
import { findOnPath } from './binaries.js';
import { startContainer } from './docker.js';
import { startServer } from './process.js';
import { leaveRunning, startFirst, type Attempt, type Service, type Startup } from './service.js';

export interface RedisService extends Service {
  readonly url: string;
}

const IMAGE = 'redis:7.4-alpine';
const PORT = 6379;
/** The settings of a deployment, without snapshots. An eviction would lose jobs silently. */
const OPTIONS = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'] as const;

export async function startRedis(): Promise<Startup<RedisService>> {
  return startFirst('Redis', { external, testcontainers, binary });
}

function external(): Attempt<RedisService> {
  const url = process.env.TEST_REDIS_URL;
  if (url === undefined || url === '') return { reason: 'TEST_REDIS_URL is not set' };
  return { service: { url, how: 'external', detail: `TEST_REDIS_URL ${url}`, stop: leaveRunning } };
}

async function testcontainers(): Promise<Attempt<RedisService>> {
  const image = process.env.TEST_REDIS_IMAGE ?? IMAGE;
  const started = await startContainer(image, (container, { Wait }) =>
    container
      // The full command is necessary, because another image than the official one may listen on loopback only.
      .withCommand(['redis-server', ...OPTIONS, '--bind', '0.0.0.0', '--protected-mode', 'no'])
      .withExposedPorts(PORT)
      .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/)),
  );
  if ('reason' in started) return started;
  const url = `redis://${started.container.getHost()}:${String(started.container.getMappedPort(PORT))}`;
  return { service: { url, how: 'testcontainers', detail: `image ${image} at ${url}`, stop: started.stop } };
}

async function binary(): Promise<Attempt<RedisService>> {
  const file = await findOnPath('redis-server', 'valkey-server');
  if (file === null) return { reason: 'neither redis-server nor valkey-server is on PATH' };
  try {
    const server = await startServer({
      file,
      args: (port, folder) => [...OPTIONS, '--bind', '127.0.0.1', '--port', String(port), '--dir', folder],
      isReady: answersPing,
    });
    const url = `redis://127.0.0.1:${String(server.port)}`;
    return { service: { url, how: 'binary', detail: `${file} at ${url}`, stop: server.stop } };
  } catch (error) {
    return { reason: String(error) };
  }
}

async function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (reply) => {
      resolve(reply.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(false);
    });
  });
}
