import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareInputs } from './demo/inputs.js';
import { HELP, readOptions, type DemoOptions } from './demo/options.js';
import { printEngine } from './demo/print-results.js';
import { trainAndScore } from './demo/train-and-score.js';
import { freePort, requireFree } from './free-port.js';
import { getPlaces, type Places } from './places.js';
import { lockFolder } from './run-lock.js';
import { runProgram } from './run-program.js';
import { startStack, type Stack } from './stack.js';

const FEATURE_WORKERS = 2;

await runProgram(async (signal) => {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    console.log(HELP);
    return;
  }
  const started = performance.now();
  const places = getPlaces('demo');
  const unlock = await lockFolder(places.base, 'The demo');
  try {
    await demo(options, places, signal);
  } finally {
    await unlock();
  }
  console.log(
    `\nAll done in ${((performance.now() - started) / 1000).toFixed(1)} s. All processes are stopped.`,
  );
});

async function demo(options: DemoOptions, places: Places, signal: AbortSignal): Promise<void> {
  if (!options.keep) await rm(places.store, { recursive: true, force: true });
  // An interrupted demo leaves jobs in its queues, whose runs are no longer wanted.
  await rm(places.redis, { recursive: true, force: true });
  if (options.port !== null) await requireFree(options.port, '--port');

  const archives = join(places.base, 'archives');
  await rm(archives, { recursive: true, force: true });
  const inputs = await step('input', () => prepareInputs(options, archives));
  for (const note of inputs.notes) console.log(`           ${note}`);

  const stack = await step('start', async () => start(options, places, signal));
  // If a process fails, every request to the API is aborted and the error shows the end of that process's log.
  const broken = new AbortController();
  stack.broken.catch((error: unknown) => broken.abort(error));
  try {
    console.log(`           dashboard at ${stack.url}/ with Redis from ${stack.redis.origin}`);
    printEngine(stack.engine);
    const client = { url: stack.url, signal: AbortSignal.any([signal, broken.signal]) };
    await trainAndScore(client, options, inputs, places);
  } finally {
    await stack.stop();
    if (!options.keep) await rm(archives, { recursive: true, force: true });
  }
}

async function start(options: DemoOptions, places: Places, signal: AbortSignal): Promise<Stack> {
  return startStack({
    places,
    port: options.port ?? (await freePort()),
    featureWorkers: FEATURE_WORKERS,
    prefix: `demo-${process.pid}-${Date.now().toString(36)}`,
    forgetsKeys: true,
    installs: options.installs,
    signal,
    tell: (line) => console.log(`           ${line}`),
  });
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  console.log(`${name.padEnd(10)} done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}
