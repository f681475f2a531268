import { findCachedBinary, findOnPath, isExecutable } from './binaries.js';
import { startContainer } from './docker.js';
import { buildMinio } from './minio-build.js';
import { startServer } from './process.js';
import { leaveRunning, startFirst, type Attempt, type Service, type Startup } from './service.js';

export interface S3Service extends Service {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The last image that MinIO published. Later releases are source only. */
const IMAGE = 'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z';
const PORT = 9000;
const KEYS = { accessKeyId: 'serenade-test', secretAccessKey: 'serenade-test-secret' } as const;
const ENVIRONMENT = {
  MINIO_ROOT_USER: KEYS.accessKeyId,
  MINIO_ROOT_PASSWORD: KEYS.secretAccessKey,
  MINIO_BROWSER: 'off',
  MINIO_UPDATE: 'off',
} as const;

export async function startMinio(): Promise<Startup<S3Service>> {
  return startFirst('MinIO', { external, testcontainers, binary });
}

function external(): Attempt<S3Service> {
  const endpoint = process.env.TEST_S3_ENDPOINT;
  if (endpoint === undefined || endpoint === '') return { reason: 'TEST_S3_ENDPOINT is not set' };
  // These are MinIO's defaults, so a plain `minio server` needs only the endpoint.
  const accessKeyId = process.env.TEST_S3_ACCESS_KEY_ID ?? 'minioadmin';
  const secretAccessKey = process.env.TEST_S3_SECRET_ACCESS_KEY ?? 'minioadmin';
  const detail = `TEST_S3_ENDPOINT ${endpoint}`;
  return {
    service: { endpoint, accessKeyId, secretAccessKey, how: 'external', detail, stop: leaveRunning },
  };
}

async function testcontainers(): Promise<Attempt<S3Service>> {
  const image = process.env.TEST_MINIO_IMAGE ?? IMAGE;
  const started = await startContainer(image, (container, { Wait }) =>
    container
      .withCommand(['server', '/data'])
      .withEnvironment(ENVIRONMENT)
      .withExposedPorts(PORT)
      .withWaitStrategy(Wait.forHttp('/minio/health/ready', PORT)),
  );
  if ('reason' in started) return started;
  const endpoint = `http://${started.container.getHost()}:${String(started.container.getMappedPort(PORT))}`;
  const detail = `image ${image} at ${endpoint}`;
  return { service: { endpoint, ...KEYS, how: 'testcontainers', detail, stop: started.stop } };
}

async function binary(): Promise<Attempt<S3Service>> {
  const found = await findMinio();
  if ('reason' in found) return found;
  try {
    const server = await startServer({
      file: found.file,
      args: (port, folder) => ['server', folder, '--address', `127.0.0.1:${String(port)}`],
      env: ENVIRONMENT,
      isReady: isHealthy,
    });
    const endpoint = `http://127.0.0.1:${String(server.port)}`;
    const detail = `${found.file} at ${endpoint}`;
    return { service: { endpoint, ...KEYS, how: 'binary', detail, stop: server.stop } };
  } catch (error) {
    return { reason: String(error) };
  }
}

async function findMinio(): Promise<{ file: string } | { reason: string }> {
  const installed = await findOnPath('minio');
  if (installed !== null) return { file: installed };
  const cached = findCachedBinary('minio');
  if (await isExecutable(cached)) return { file: cached };
  return buildMinio(cached);
}

async function isHealthy(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${String(port)}/minio/health/ready`, {
    signal: AbortSignal.timeout(1_000),
  });
  return response.ok;
}
