// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep } from './step.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
const LOCK = join(root, 'package-lock.json');
const LOCK_STAMP = join(root, 'node_modules/.serenade-lock');
const BUILD_STAMP = join(root, 'dist/.stamp');

/**
 * Prepares a clone to run, and does nothing if it is ready: installs the packages of the lockfile and builds the current
 * sources. It uses only Node, because it runs before anything is installed.
 *
 * @param {{ build: boolean }} options
 */
export async function ensureReady({ build }) {
  checkNode();
  const lockHash = hashOf([LOCK]);
  if (stampOf(LOCK_STAMP) !== lockHash) {
    if (!isInstalled()) await runStep('Installing packages', npm(['ci', '--no-audit', '--no-fund']), root);
    writeStamp(LOCK_STAMP, lockHash);
  }
  if (!build) return;
  const buildHash = hashOf([LOCK, ...sources()]);
  if (stampOf(BUILD_STAMP) === buildHash) return;
  await runStep('Building', npm(['run', '--silent', 'build']), root);
  writeStamp(BUILD_STAMP, buildHash);
}

/** Checks the Node version against `engines` in package.json, with one sentence instead of npm's warnings. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `Serenade requires Node 20.19 or newer, and this is ${process.versions.node}. Install it from https://nodejs.org.`,
  );
}

/**
 * Returns true if node_modules matches the lockfile although our stamp is missing, because the user called npm, which
 * keeps its own lockfile in node_modules. Optional packages may be absent.
 */
function isInstalled() {
  const own = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(own)) return false;
  const { packages: installed } = JSON.parse(readFileSync(own, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(LOCK, 'utf8'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || installed[path]?.version === version,
  );
}

function sources() {
  const top = readdirSync(root).filter((name) => /^(tsconfig.*|nest-cli|package)\.json$/.test(name));
  const below = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [...top.map((name) => join(root, name)), ...below].sort();
}

/**
 * Hashes contents, not times: a checkout, a copy and a `git stash` change times only.
 *
 * @param {string[]} files
 */
function hashOf(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of files) hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string} file */
function stampOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** @param {string} file @param {string} hash */
function writeStamp(file, hash) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}

/**
 * Returns the npm that started this process, or else the one on the PATH.
 *
 * @param {string[]} args
 */
function npm(args) {
  const started = process.env['npm_execpath'];
  if (started?.endsWith('.js')) return { command: process.execPath, args: [started, ...args] };
  return { command: 'npm', args };
}
