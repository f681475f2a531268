import type { Command } from '@commander-js/extra-typings';
import { table } from '../output.js';
import { createSession } from '../session.js';

export function addUsage(program: Command): void {
  program
    .command('usage')
    .description('shows your usage and limits')
    .action(async (_options, command) => {
      const { api, out } = await createSession(command);
      const usage = await api.call('GET /v1/usage');
      const { storedBytes, runsAtOnce, audioSecondsToday } = usage;
      const row = (what: string, { used, limit }: { used: number; limit: number | null }) => [
        what,
        used,
        limit ?? 'no limit',
      ];
      out.result(usage, () =>
        table(
          [usage.owner, 'used', 'limit'],
          [
            row('bytes stored', storedBytes),
            row('runs at once', runsAtOnce),
            row('seconds of audio extracted today', audioSecondsToday),
          ],
        ),
      );
    });
}
