import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { printEngine } from './demo/print-results.js';
import { requireFree } from './free-port.js';
import { LocalError } from './local-error.js';
import { getPlaces } from './places.js';
import { lockFolder } from './run-lock.js';
import { runProgram } from './run-program.js';
import { startStack } from './stack.js';

const HELP = `Runs Serenade on this machine until Ctrl-C: Redis, the API, feature workers and a GPU worker.

  npm start -- [options]

  --port N      port of the API; default: 3000
  --workers N   feature workers; default: 2
  --no-install  does not install Redis; without one it prints the command for that and exits with code 3
  --help        this text
`;

await runProgram(async (signal) => {
  const { port, workers, installs, help } = readOptions();
  if (help) {
    console.log(HELP);
    return;
  }
  await requireFree(port, '--port');
  const places = getPlaces('start');
  const unlock = await lockFolder(places.base, 'Serenade');
  try {
    const stack = await startStack({
      ...{ places, port, featureWorkers: workers, prefix: 'serenade', forgetsKeys: false, installs, signal },
      tell: (line) => console.log(line),
    });
    try {
      printEngine(stack.engine);
      console.log(formatNextSteps(stack.url));
      const interrupted = signal.aborted ? Promise.resolve() : once(signal, 'abort');
      await Promise.race([interrupted, stack.broken]);
      console.log('\nStopping after the work in progress. Press Ctrl-C again to stop immediately.');
    } finally {
      await stack.stop();
    }
  } finally {
    await unlock();
  }
});

function readOptions(): { port: number; workers: number; installs: boolean; help: boolean } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      options: { port: text, workers: text, 'no-install': flag, help: { ...flag, short: 'h' } },
    });
    const [port, workers] = [Number(values.port ?? '3000'), Number(values.workers ?? '2')];
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error('--port requires a number from 1 to 65535.');
    if (!Number.isInteger(workers) || workers < 1 || workers > 64)
      throw new Error('--workers takes 1 to 64.');
    return { port, workers, installs: values['no-install'] !== true, help: values.help ?? false };
  } catch (error) {
    throw new LocalError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

function formatNextSteps(url: string): string {
  return `
Serenade is ready. Dashboard: ${url}/ (documentation: ${url}/docs). Data and logs are in .serenade/.

  Upload labeled clips, train, and follow the run:
    curl -H 'content-type: application/zip' -T ravdess.zip -X POST '${url}/v1/archives?name=ravdess.zip'
    curl -H 'content-type: application/json' ${url}/v1/training-runs -d '{"archiveId":"arc-...","corpus":"ravdess-speech"}'
    curl -N ${url}/v1/training-runs/trn-.../events

  Score other clips with the model and download the scores:
    curl -H 'content-type: application/json' ${url}/v1/scoring-runs -d '{"archiveId":"arc-...","modelId":"mdl-..."}'
    curl -H 'accept: text/csv' ${url}/v1/scoring-runs/scr-.../scores

Press Ctrl-C to stop.`;
}
