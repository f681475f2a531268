/**
 * Starts what the Docker images hold, without Docker: the very install commands of each Dockerfile, the built `dist`, each
 * image's own command and health check, on a real Redis and a file store. Then the API takes an embedding model, a network
 * learns from its vectors, and the starter model scores an archive by onnxruntime.
 *
 *   npm run test:images
 *
 * Prints one line for each step; the exit code is 1 when a step failed.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startRedis } from '../services/redis.js';
import { RealFolder } from '../support/real-folder.js';
import { folderStore } from '../support/real-store.js';
import type { AppName } from '../support/real-process.js';
import { assembleImage, type Image } from './assemble-image.js';
import { Checklist } from './checklist.js';
import { runInImage, startImage, type ImageProcess } from './run-image.js';
import { StackUse } from './use-stack.js';

const WORKERS = ['worker-features', 'worker-gpu'] as const;
/** FAAD2, inside of the AAC decoder, is under the GPL. */
const GPL_PACKAGE = 'node_modules/@audio/decode-aac';
const BOARD = 'dist/apps/board/src/main.js';

const checklist = new Checklist();
const processes: ImageProcess[] = [];
await using folder = await RealFolder.make();
await using store = await folderStore();
const redis = await startRedis();
if (redis.service === null) throw new Error(redis.missing);
const services = { REDIS_URL: redis.service.url, QUEUE_PREFIX: 'images', ...store.env };
try {
  const image = await assemble('api');
  const api = image && (await start('api', image));
  if (image !== null) await startCompanions(image);
  for (const name of WORKERS) {
    const worker = await assemble(name);
    if (worker !== null) await start(name, worker);
  }
  if (api !== null)
    await use(new StackUse(api.url, () => processes.map((process) => process.tail()).join('\n')));
} finally {
  await Promise.all(processes.map((process) => process[Symbol.asyncDispose]()));
  await redis.service.stop();
}
process.exitCode = checklist.end();

async function assemble(name: 'api' | (typeof WORKERS)[number]): Promise<Image | null> {
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
  return image;
}

async function start(app: AppName, image: Image): Promise<ImageProcess | null> {
  const process = await checklist.step(`${app}: start and answer /health/live`, () =>
    startImage(app, image, services),
  );
  if (process !== null) processes.push(process);
  return process;
}

/** The programs that run from the API's image too. */
async function startCompanions(image: Image): Promise<void> {
  if (existsSync(join(image.folder, BOARD))) await start('board', { ...image, command: [BOARD] });
  await checklist.step('serenade --help', async () => {
    const text = await runInImage(image, ['dist/apps/cli/src/main.js', '--help']);
    if (!text.includes('serenade score')) throw new Error(`it prints: ${text}`);
  });
}

async function use(stack: StackUse): Promise<void> {
  await checklist.step('the API draws a picture', () => stack.drawPicture());
  const embedding = await checklist.step('the API takes an embedding model', () => stack.registerEmbedding());
  const seen = await checklist.step('the API sees both workers', () => stack.seeWorkers(WORKERS.length));
  if (seen === null) return;
  await checklist.step('the starter model scores by onnxruntime', async () => {
    const engines = await stack.scoreWithStarter();
    if (engines.join() !== 'onnxruntime') throw new Error(`the engine is ${engines.join(', ')}`);
  });
  if (embedding === null) return;
  await checklist.step('a network learns from embeddings', () => stack.trainOn(embedding));
}
