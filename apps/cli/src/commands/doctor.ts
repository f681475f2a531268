import type { Command } from '@commander-js/extra-typings';
import { CliError, EXIT } from '../exit-codes.js';
import { table } from '../output.js';
import { outputOf, type GlobalOptions } from '../session.js';

const LAST_WORDS_MS = 500;

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('looks at Node, the API, its workers, and the Redis and store that the environment names')
    .action(async (_options, command) => {
      const { diagnose } = await import('../diagnose.js');
      const findings = await diagnose((command.optsWithGlobals() as GlobalOptions).url);
      outputOf(command).result(findings, () =>
        table(
          ['part', 'state', 'what was seen', 'what to type'],
          findings.map((found) => [found.part, found.state, found.seen, found.remedy]),
        ),
      );
      // A store that was given up still holds a socket or a thread.
      setTimeout(() => process.exit(), LAST_WORDS_MS).unref();
      if (findings.some(({ state }) => state === 'fault'))
        throw new CliError('Something is wrong; see above.', EXIT.faulty, 'doctor.fault');
    });
}
