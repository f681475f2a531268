import { networkInterfaces } from 'node:os';
import type { ContainerRuntimeClient, GenericContainer, StartedTestContainer } from 'testcontainers';
import { Leash } from './leash.js';

/** The image with which Testcontainers 11.14 removes the containers of a run that was killed. */
const RYUK_IMAGE = 'testcontainers/ryuk:0.14.0';

type Testcontainers = typeof import('testcontainers');
type Engine = { module: Testcontainers; client: ContainerRuntimeClient } | { reason: string };

let engine: Promise<Engine> | undefined;

/** A container, or why there is none: no engine, or an image that is neither present nor to be had. */
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
    // Without Ryuk, a run that is killed would leave its containers behind.
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
  // Read by Testcontainers when it is imported, so that the image looked for here is the image used there.
  process.env.RYUK_CONTAINER_IMAGE ??= RYUK_IMAGE;
  if (isEngineHere()) process.env.TESTCONTAINERS_HOST_OVERRIDE ??= '127.0.0.1';
  // Imported late: it takes a second, and tests with services of their own need none of it.
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
 * A machine that was itself made from an image has the file by which Testcontainers knows a container, and would be sent
 * to the address of Docker's bridge. Where that bridge is an interface of this machine, loopback reaches the ports.
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
