/**
 * Tests the contents of the Docker images without Docker. It runs the install commands of each Dockerfile, copies the
 * built `dist`, and starts each image's command with its health check, on a real Redis and a file store. Then it uploads
 * an embedding model, trains a network on its vectors, and scores an archive with the starter model on onnxruntime.
 *
 *   npm run test:images
 *
 * Prints one line for each step. The exit code is 1 if a step failed.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startRedis } from '../services/redis.js';
import { RealFolder } from '../support/real-folder.js';
import { folderStore } from '../support/real-store.js';
import type { AppName } from '../support/real-process.js';
import { assembleImage, type Image } from './assemble-image.js';
import { Checklist } from './checklist.js';
import { runInImage, startImage, type ImageProcess } from './run-image.js';
import { StackUse } from './use-stack.js';

const IMAGES = ['api', 'worker-features', 'worker-gpu'] as const;
const WORKERS = 2;
/** The package with FAAD2, which is under the GPL. No image may contain it. */
const GPL_PACKAGE = 'node_modules/@audio/decode-aac';
const ONNXRUNTIME = 'node_modules/onnxruntime-node';

const checklist = new Checklist();
const images = new Map<AppName, Image>();
const running = new Map<AppName, ImageProcess>();
await using folder = await RealFolder.make();
await using store = await folderStore();
const redis = await startRedis();
if (redis.service === null) throw new Error(redis.missing);
const services = { REDIS_URL: redis.service.url, QUEUE_PREFIX: 'images', ...store.env };
try {
  for (const name of IMAGES) {
    const image = await assemble(name);
    if (image !== null) await start(name, image);
    if (image !== null && name === 'api') await startCommandLine(image);
  }
  const api = running.get('api');
  const tails = () => [...running.values()].map((process) => process.tail()).join('\n');
  if (api !== undefined) await use(new StackUse(api.url, tails));
} finally {
  await Promise.all([...running.values()].map((process) => process[Symbol.asyncDispose]()));
  await redis.service.stop();
}
process.exitCode = checklist.end();

async function assemble(name: AppName): Promise<Image | null> {
  const file = `docker/${name}.Dockerfile`;
  const image = await checklist.step(`${name}: install as ${file} does`, async () => {
    const scratch = join(folder.path, name);
    await mkdir(scratch);
    return assembleImage(file, scratch);
  });
  if (image === null) return null;
  await checklist.step(`${name}: hold no AAC decoder`, () => {
    const isThere = existsSync(join(image.folder, GPL_PACKAGE));
    return isThere ? Promise.reject(new Error(`the image holds ${GPL_PACKAGE}`)) : Promise.resolve();
  });
  images.set(name, image);
  return image;
}

async function start(app: AppName, image: Image): Promise<void> {
  await checklist.step(`${app}: start and answer /health/live`, async () => {
    running.set(app, await startImage(app, image, services));
  });
}

/** Runs the `serenade` command, which is part of the API's image. */
async function startCommandLine(image: Image): Promise<void> {
  await checklist.step('serenade --help', async () => {
    const text = await runInImage(image, ['dist/apps/cli/src/main.js', '--help']);
    if (!text.includes('serenade score')) throw new Error(`it prints: ${text}`);
  });
}

async function use(stack: StackUse): Promise<void> {
  await checklist.step('the API draws a picture', () => stack.drawPicture());
  const embedding = await checklist.step('the API takes an embedding model', () => stack.registerEmbedding());
  const seen = await checklist.step('the API sees both workers', () => stack.seeWorkers(WORKERS));
  if (seen === null) return;
  await checklist.step('the starter model scores by onnxruntime', async () => {
    const engines = await stack.scoreWithStarter();
    if (engines.join() !== 'onnxruntime') throw new Error(`the engine is ${engines.join(', ')}`);
  });
  if (embedding === null) return;
  await checklist.step('a network learns from embeddings', () => stack.trainOn(embedding));
  await useWithoutOnnxruntime(stack);
}

/** Checks that an installation without onnxruntime reports that it is missing. */
async function useWithoutOnnxruntime(stack: StackUse): Promise<void> {
  const [api, gpu] = [images.get('api'), images.get('worker-gpu')];
  if (api === undefined || gpu === undefined) return;
  for (const image of [api, gpu]) await rm(join(image.folder, ONNXRUNTIME), { recursive: true });
  await checklist.step('without onnxruntime the API answers 503 and names no path', async () => {
    const problem = await stack.refusedEmbedding();
    const isRight = problem.code === 'engine.unavailable' && !problem.detail.includes('/');
    if (!isRight) throw new Error(`it answers ${JSON.stringify(problem)}`);
  });
  await checklist.step('without onnxruntime worker-gpu logs that a slower engine scores', async () => {
    await running.get('worker-gpu')?.[Symbol.asyncDispose]();
    const worker = await startImage('worker-gpu', gpu, services);
    running.set('worker-gpu', worker);
    await stack.scoreWithStarter();
    await worker.logged('onnxruntime does not score this model; a slower engine does');
  });
}
