import type { Command } from '@commander-js/extra-typings';
import { ERRORS, isErrorCode, type ErrorCode } from '#libs/contracts';
import { CliError, EXIT } from '../exit-codes.js';
import { createSession, type Session } from '../session.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';
import { requireRunKind } from './runs.js';

/** Adds commands that pause, resume, cancel and retry runs. docs/scoring.md has the table of states. */
export function addSteering(program: Command): void {
  for (const [name, description] of [
    ['pause', 'finishes running jobs and starts no others of the run'],
    ['resume', 'resumes a run that was paused, canceled, failed, or lost with Redis'],
    ['cancel', 'ends a run and keeps its completed work'],
  ] as const)
    program
      .command(name)
      .description(description)
      .argument('<run>', 'id of a run')
      .action(async (id, _options, command) => {
        const session = await createSession(command);
        const path = `POST /v1/${requireRunKind(id)}-runs/{id}/${name}` as const;
        printState(session, await session.api.call(path, { params: { id } }));
      });
  addStop(program);
  addRetry(program);
}

function addStop(program: Command): void {
  program
    .command('stop')
    .description('ends a training after the current epoch and keeps the weights that its recipe keeps')
    .argument('<run>', 'id of a training run')
    .action(async (id, _options, command) => {
      const session = await createSession(command);
      if (requireRunKind(id) === 'scoring')
        throw new CliError(`${id} is a scoring run. End it with \`serenade cancel ${id}\`.`, EXIT.usage);
      const params = { id };
      printState(session, await session.api.call('POST /v1/training-runs/{id}/stop', { params }));
    });
}

function addRetry(program: Command): void {
  program
    .command('retry')
    .description('retries failed clips of a scoring run; by default only those with a temporary error')
    .argument('<run>', 'id of a scoring run in state completed_with_errors')
    .option('--all', 'retry clips with any error')
    .option('--code <code...>', 'retry only clips with these errors, such as clip.decode_failed')
    .option('--wait', 'wait for the run to end and show its progress')
    .addHelpText('after', '\nExample:\n  serenade retry scr-… --code clip.decode_failed --wait')
    .action(async (id, { all, code, wait }, command) => {
      const session = await createSession(command);
      if (requireRunKind(id) === 'training')
        throw new CliError(`${id} is a training run. Resume it with \`serenade resume ${id}\`.`, EXIT.usage);
      const codes = code === undefined ? (all === true ? 'all' : 'retryable') : code.map(parseCode);
      const run = await session.api.call('POST /v1/scoring-runs/{id}/retry-failed', {
        params: { id },
        body: { codes },
      });
      if (wait !== true) return printState(session, run);
      const end = await waitForRun(session, id);
      printState(session, { ...run, state: end.state });
      requireCompleted(end, id);
    });
}

function printState({ out }: Session, run: { readonly id: string; readonly state: string }): void {
  out.result(run, () => `${run.id} is ${run.state}.`);
}

/** @throws CliError that lists the error codes of clips */
function parseCode(code: string): ErrorCode {
  if (isErrorCode(code)) return code;
  const codes = Object.keys(ERRORS).filter((each) => each.startsWith('clip.'));
  throw new CliError(
    `"${code}" is not an error code. Clip error codes are: ${codes.join(', ')}.`,
    EXIT.usage,
  );
}
