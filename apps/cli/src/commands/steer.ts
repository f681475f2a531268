import type { Command } from '@commander-js/extra-typings';
import { ERRORS, isErrorCode, type ErrorCode } from '#libs/contracts';
import { answered } from '#libs/client';
import { CliError, EXIT } from '../exit-codes.js';
import { sessionOf, type Session } from '../session.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';
import { isScoring } from './runs.js';

/** Holding runs, going on with them, ending them: docs/scoring.md has the table of states. */
export function addSteering(program: Command): void {
  for (const [name, description] of [
    ['pause', 'lets what is under way end, and begins nothing else of the run'],
    ['resume', 'goes on with a run that was paused, cancelled, failed, or lost with Redis'],
    ['cancel', 'ends a run; what is done is kept'],
  ] as const)
    program
      .command(name)
      .description(description)
      .argument('<run>', 'id of a run')
      .action(async (id, _options, command) => {
        const session = await sessionOf(command);
        tell(session, await ask(session, name, id));
      });
  addStop(program);
  addRetry(program);
}

function addStop(program: Command): void {
  program
    .command('stop')
    .description('ends a training after its epoch, and keeps the best model so far')
    .argument('<run>', 'id of a training run')
    .action(async (id, _options, command) => {
      const session = await sessionOf(command);
      if (isScoring(id))
        throw new CliError(`${id} is a scoring run; \`serenade cancel\` ends one.`, EXIT.usage);
      const params = { path: { id } };
      tell(session, await answered(session.api.POST('/v1/training-runs/{id}/stop', { params })));
    });
}

function addRetry(program: Command): void {
  program
    .command('retry')
    .description('runs the failed clips of a scoring run once more; by default those whose error may pass')
    .argument('<run>', 'id of a scoring run that is completed_with_errors')
    .option('--all', 'whatever the error was')
    .option('--code <code...>', 'clips with these errors alone, such as clip.decode_failed')
    .option('--wait', 'until the run is over, with its progress')
    .addHelpText('after', '\nExample:\n  serenade retry scr-… --code clip.decode_failed --wait')
    .action(async (id, { all, code, wait }, command) => {
      const session = await sessionOf(command);
      if (!isScoring(id))
        throw new CliError(`${id} is a training run; \`serenade resume\` goes on with one.`, EXIT.usage);
      const codes = code === undefined ? (all === true ? 'all' : 'retryable') : code.map(known);
      const run = await answered(
        session.api.POST('/v1/scoring-runs/{id}/retry-failed', { params: { path: { id } }, body: { codes } }),
      );
      if (wait !== true) return tell(session, run);
      const end = await waitForRun(session, id);
      tell(session, { ...run, state: end.state });
      requireCompleted(end, id);
    });
}

function ask({ api }: Session, verb: 'pause' | 'resume' | 'cancel', id: string): Promise<Steered> {
  const params = { path: { id } };
  return isScoring(id)
    ? answered<Steered>(api.POST(`/v1/scoring-runs/{id}/${verb}`, { params }))
    : answered<Steered>(api.POST(`/v1/training-runs/{id}/${verb}`, { params }));
}

interface Steered {
  readonly id: string;
  readonly state: string;
}

function tell({ out }: Session, run: Steered): void {
  out.result(run, () => `${run.id} is ${run.state}.`);
}

/** @throws CliError naming the clip errors there are */
function known(code: string): ErrorCode {
  if (isErrorCode(code)) return code;
  const codes = Object.keys(ERRORS).filter((each) => each.startsWith('clip.'));
  throw new CliError(`"${code}" is no error code of a clip; there are: ${codes.join(', ')}.`, EXIT.usage);
}
