#!/usr/bin/env node
import { Command, CommanderError } from '@commander-js/extra-typings';
import { ApiError } from '#libs/client';
import { addCompletion } from './commands/completion.js';
import { addCompress } from './commands/compress.js';
import { addDoctor } from './commands/doctor.js';
import { addEnsemble } from './commands/ensemble.js';
import { addKeys } from './commands/keys.js';
import { addLogin } from './commands/login.js';
import { addModels } from './commands/models.js';
import { addResults } from './commands/results.js';
import { addRuns } from './commands/runs.js';
import { addScore } from './commands/score.js';
import { addSteering } from './commands/steer.js';
import { addSweep } from './commands/sweep.js';
import { addTrain } from './commands/train.js';
import { addTry } from './commands/try.js';
import { addUpload } from './commands/upload.js';
import { addUsage } from './commands/usage.js';
import { CliError, EXIT, exitCodeOf } from './exit-codes.js';
import { interruption } from './session.js';

const EXAMPLES = `
Examples:
  serenade score calls.zip --wait --out scores.csv    score an archive and save the scores
  serenade train ravdess.zip --corpus ravdess-speech --protocol P2b --wait
  serenade runs                                       list runs and their states
  serenade keys create --host --name admin --scope admin   the first key, on the machine with the store

The address is taken from --url, SERENADE_URL or \`serenade login\`; the key from SERENADE_KEY or \`serenade login\`.
Exit codes: 0 done, 1 broken, 2 usage, 3 not allowed, 4 refused, 5 unavailable (try again), 6 the run failed,
7 verify or doctor found a fault, 130 interrupted.`;

const program = new Command('serenade')
  .description('Scores archives of speech, and trains the models that score them.')
  .version('0.1.0')
  .option('--url <url>', 'address of the API')
  .option('--json', 'print one JSON value instead of text')
  .addHelpText('after', EXAMPLES)
  .showSuggestionAfterError()
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

for (const add of [
  addLogin,
  addKeys,
  addUpload,
  addScore,
  addTry,
  addTrain,
  addSweep,
  addRuns,
  addSteering,
  addResults,
  addModels,
  addEnsemble,
  addUsage,
  addCompress,
  addDoctor,
])
  add(program);
addCompletion(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}

/** Prints one line on standard error, or one JSON value with `--json`. Returns the exit code. */
function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage; // commander has printed the message
  if (interruption.signal.aborted) return EXIT.interrupted;
  const { exitCode, code, message } = describeError(error);
  const text =
    program.opts().json === true ? JSON.stringify({ error: { code, message } }) : `serenade: ${message}`;
  process.stderr.write(`${text}\n`);
  return exitCode;
}

function describeError(error: unknown): { exitCode: number; code: string; message: string } {
  if (error instanceof CliError) return error;
  if (!(error instanceof ApiError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { exitCode: EXIT.broken, code: 'cli.error', message };
  }
  const { code, retryAfterSeconds } = error;
  const wait = retryAfterSeconds === null ? '' : ` Try again in ${retryAfterSeconds} s.`;
  const start =
    code === 'unreachable' ? ' Start one with `npm start`, or find the fault with `serenade doctor`.' : '';
  return { exitCode: exitCodeOf(error), code, message: `${code}: ${error.message}${start}${wait}` };
}
