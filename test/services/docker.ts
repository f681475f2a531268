import { networkInterfaces } from 'node:os';
import type { ContainerRuntimeClient, GenericContainer, StartedTestContainer } from 'testcontainers';
import { Leash } from './leash.js';

/** Testcontainers 11.14 uses this image to remove the containers of killed test runs. */
const RYUK_IMAGE = 'testcontainers/ryuk:0.14.0';

type Testcontainers = typeof import('testcontainers');
type Engine = { module: Testcontainers; client: ContainerRuntimeClient } | { reason: string };

let engine: Promise<Engine> | undefined;

/** Starts a container. Returns a reason if there is no Docker engine, or if the image is missing and cannot be pulled. */
export async function startContainer(
  image: string,
  configure: (container: GenericContainer, module: Testcontainers) => GenericContainer,
): Promise<{ container: StartedTestContainer; stop: () => Promise<void> } | { reason: string }> {
  engine ??= connect();
  const found = await engine;
  if ('reason' in found) return found;
  const { module, client } = found;
  if (!(await isImageThere(found, image))) {
    return { reason: `the Docker engine has no image ${image} and could not pull it` };
  }
  try {
    const container = await configure(new module.GenericContainer(image), module).start();
    // Without Ryuk, a killed run would leave its containers behind.
    const leash = new Leash('docker rm --force --volumes "$1"', container.getId());
    const stop = async (): Promise<void> => {
      await container.stop({ remove: true, removeVolumes: true });
      leash.release();
    };
    return { container, stop };
  } catch (error) {
    return { reason: `${client.info.containerRuntime.host} could not start ${image}: ${messageOf(error)}` };
  }
}

async function connect(): Promise<Engine> {
  // Testcontainers reads this variable at import, so it uses the same image as this function.
  process.env.RYUK_CONTAINER_IMAGE ??= RYUK_IMAGE;
  if (isEngineHere()) process.env.TESTCONTAINERS_HOST_OVERRIDE ??= '127.0.0.1';
  // The import takes a second, and tests with external services do not need it.
  const module = await import('testcontainers');
  let client: ContainerRuntimeClient;
  try {
    client = await module.getContainerRuntimeClient();
  } catch {
    return { reason: 'no Docker engine answers' };
  }
  const found = { module, client };
  if (!(await isImageThere(found, process.env.RYUK_CONTAINER_IMAGE))) {
    process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  }
  return found;
}

/**
 * Returns true if the Docker engine runs on this machine. Testcontainers detects containers by a file that machines built
 * from an image also have, and then uses the address of Docker's bridge. If the bridge is an interface of this machine,
 * the ports are on loopback.
 */
function isEngineHere(): boolean {
  const isSocket = (process.env.DOCKER_HOST ?? 'unix:').startsWith('unix:');
  return isSocket && 'docker0' in networkInterfaces();
}

async function isImageThere(
  { module, client }: { module: Testcontainers; client: ContainerRuntimeClient },
  image: string,
): Promise<boolean> {
  const name = module.ImageName.fromString(image);
  if (await client.image.exists(name)) return true;
  return client.image.pull(name).then(
    () => true,
    () => false,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
