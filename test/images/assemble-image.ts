import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT } from '../../apps/local/src/places.js';
import { assignments, readDockerfile, type Instruction, type Stage } from './dockerfile.js';

/** The files of a Docker image below `/app`, and the image's command and environment. */
export interface Image {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Arguments of Node. */
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
}

const INSTALL_MS = 10 * 60_000;
const run = promisify(execFile);

/**
 * Creates the folder `/app` of an image without Docker. It runs the stage `dependencies` of the Dockerfile in an empty
 * folder. Then it copies the files that the last stage copies, but uses the checkout's `dist` instead of building again.
 * It does not install the Debian packages of the last stage.
 */
export async function assembleImage(file: string, scratch: string): Promise<Image> {
  const { stages, buildArgs } = readDockerfile(await readFile(join(ROOT, file), 'utf8'));
  const dependencies = stages.find(({ name }) => name === 'dependencies');
  const last = stages.at(-1);
  if (dependencies === undefined || last === undefined) throw new Error(`${file} lacks a stage`);
  const installed = join(scratch, 'dependencies');
  await copyAndRun(dependencies, installed, buildArgs);
  const folder = join(scratch, 'app');
  const origins = { dependencies: installed, build: ROOT };
  await mkdir(folder);
  for (const { verb, text } of last.instructions) if (verb === 'COPY') await copy(text, folder, origins);
  return { folder, ...settingsOf(last) };
}

async function copyAndRun(
  stage: Stage,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(folder);
  for (const { verb, text } of stage.instructions) {
    if (verb === 'COPY') await copy(text, folder, {});
    if (verb !== 'RUN') continue;
    await run('sh', ['-c', text], { cwd: folder, env: { ...process.env, ...env }, timeout: INSTALL_MS });
  }
}

/** Copies files from the build context, or from a stage. `origins` has the folder of each stage's `/app`. */
async function copy(text: string, folder: string, origins: Readonly<Record<string, string>>): Promise<void> {
  const words = text.split(/\s+/);
  const stage = words[0]?.startsWith('--from=') === true ? words.shift()?.slice('--from='.length) : undefined;
  const target = words.pop() ?? '';
  const origin = stage === undefined ? ROOT : origins[stage];
  if (origin === undefined) throw new Error(`COPY ${text}: the stage ${String(stage)} is not made here`);
  for (const source of words) {
    if (stage === undefined) await checkIsSent(source);
    const from = join(origin, source.replace(/^\/app\//, ''));
    const to = target.endsWith('/') ? join(folder, target, basename(source)) : join(folder, target);
    await mkdir(dirname(to), { recursive: true });
    // Moving the packages is faster than copying hundreds of megabytes.
    if (stage === 'dependencies') await rename(from, to);
    else await cp(from, to, { recursive: true });
  }
}

/** @throws Error if .dockerignore excludes the path, because the Docker engine could not copy it either */
async function checkIsSent(path: string): Promise<void> {
  const lines = (await readFile(join(ROOT, '.dockerignore'), 'utf8')).split('\n');
  const sent = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  if (sent.some((name) => path === name || path.startsWith(`${name}/`))) return;
  throw new Error(`.dockerignore leaves ${path} out of what a build can copy`);
}

function settingsOf({ instructions }: Stage): Omit<Image, 'folder'> {
  const textOf = (verb: string): string =>
    instructions.findLast((instruction: Instruction) => instruction.verb === verb)?.text ?? '';
  return {
    env: assignments(textOf('ENV')),
    command: nodeArguments(textOf('CMD')),
    healthCheck: nodeArguments(textOf('HEALTHCHECK').replace(/^.*? CMD /, '')),
  };
}

function nodeArguments(json: string): string[] {
  const [program, ...args] = z.array(z.string()).parse(JSON.parse(json));
  if (program !== 'node') throw new Error(`the image runs ${String(program)}, not node`);
  return args;
}
