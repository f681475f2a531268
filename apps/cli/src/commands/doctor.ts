import type { Command } from '@commander-js/extra-typings';
import { CliError, EXIT } from '../exit-codes.js';
import { table } from '../output.js';
import { createOutput, type GlobalOptions } from '../session.js';

const LAST_WORDS_MS = 500;

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('checks Node, the API, its workers, and the Redis and store named in the environment')
    .action(async (_options, command) => {
      const { diagnose } = await import('../diagnose.js');
      const findings = await diagnose((command.optsWithGlobals() as GlobalOptions).url);
      createOutput(command).result(findings, () =>
        table(
          ['part', 'state', 'finding', 'remedy'],
          findings.map((found) => [found.part, found.state, found.seen, found.remedy]),
        ),
      );
      // After a timeout, the check of the store still holds a socket or a thread, which would keep the process alive.
      setTimeout(() => process.exit(), LAST_WORDS_MS).unref();
      if (findings.some(({ state }) => state === 'fault'))
        throw new CliError('Found at least one fault; see the table above.', EXIT.faulty, 'doctor.fault');
    });
}
