// @ts-check
import { spawn } from 'node:child_process';

const SHOWN = { first: 20, last: 20 };

/**
 * Runs a command and prints one line with its name and one with its duration. Its output is shown only if it fails.
 *
 * @param {string} name
 * @param {{ command: string, args: string[] }} what
 * @param {string} cwd
 */
export async function runStep(name, { command, args }, cwd) {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  const stopCounter = showCounter(name, seconds);
  try {
    await run(command, args, cwd);
  } catch (error) {
    stopCounter();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} failed after ${seconds()} s.\n${reason}`, { cause: error });
  }
  stopCounter();
  console.log(`${name}: done in ${seconds()} s`);
}

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    // On Windows, npm is a .cmd file, which only a shell can start.
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk.toString()).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(undefined);
      else
        reject(
          new Error(`${excerpt(output)}\n(${command} ${args.join(' ')} ended with ${code ?? 'a signal'})`),
        );
    });
  });
}

/**
 * Shows elapsed seconds after the first two: in place on a terminal, as occasional lines elsewhere.
 *
 * @param {string} name
 * @param {() => string} seconds
 */
function showCounter(name, seconds) {
  const isTerminal = process.stdout.isTTY === true;
  let isShown = false;
  const show = () => {
    if (isTerminal) process.stdout.write(`\r${name}: ${seconds()} s `);
    else console.log(`${name}: ${seconds()} s so far`);
    isShown = true;
  };
  let ticker = setTimeout(() => {
    show();
    ticker = setInterval(show, isTerminal ? 200 : 15_000);
  }, 2000);
  return () => {
    clearTimeout(ticker);
    clearInterval(ticker);
    if (isShown && isTerminal) process.stdout.write('\r\u001b[K');
  };
}

/**
 * Returns the informative part of a failed command's output: npm names the reason first, a compiler last.
 *
 * @param {string} output
 */
function excerpt(output) {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'));
  if (lines.length <= SHOWN.first + SHOWN.last) return lines.join('\n');
  return [...lines.slice(0, SHOWN.first), '  ...', ...lines.slice(-SHOWN.last)].join('\n');
}
