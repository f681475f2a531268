import type { Command } from '@commander-js/extra-typings';
import { answered } from '#libs/client';
import { table } from '../output.js';
import { sessionOf } from '../session.js';

export function addUsage(program: Command): void {
  program
    .command('usage')
    .description('what you store and run, and how much of it you may')
    .action(async (_options, command) => {
      const { api, out } = await sessionOf(command);
      const usage = await answered(api.GET('/v1/usage'));
      const { storedBytes, runsAtOnce, audioSecondsToday } = usage;
      const row = (what: string, { used, limit }: { used: number; limit: number | null }) => [
        what,
        used,
        limit ?? 'no limit',
      ];
      out.result(usage, () =>
        table(
          ['of ' + usage.owner, 'used', 'limit'],
          [
            row('bytes stored', storedBytes),
            row('runs at once', runsAtOnce),
            row('seconds of audio extracted today', audioSecondsToday),
          ],
        ),
      );
    });
}
