import type { Command } from '@commander-js/extra-typings';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, EXIT } from '../exit-codes.js';
import { table } from '../output.js';
import { download } from '../save-scores.js';
import { createOutput, createSession } from '../session.js';

/** Adds commands that download results and verify them without the API. */
export function addResults(program: Command): void {
  program
    .command('download')
    .description('downloads and verifies all result files of a finished scoring run')
    .argument('<run>', 'id of a scoring run')
    .option('--dir <folder>', 'target folder; default: a folder named after the run')
    .action(async (id, { dir = id }, command) => {
      const session = await createSession(command);
      const { files } = await session.api.call('GET /v1/scoring-runs/{id}/results', { params: { id } });
      await mkdir(dir, { recursive: true });
      for (const { name } of files) {
        session.out.note(name);
        await download(session, `/v1/scoring-runs/${id}/results/${name}`, join(dir, name));
      }
      await verify(dir, command);
    });
  program
    .command('verify')
    .description('verifies downloaded results offline: counts, order, sizes and SHA-256')
    .argument(
      '<folder>',
      'a folder with summary.json and the files it lists, as `serenade download` creates it',
    )
    .action(async (folder, _options, command) => verify(folder, command));
}

async function verify(folder: string, command: Parameters<typeof createOutput>[0]): Promise<void> {
  const { folderSource, verifyResults } = await import('#libs/results');
  const { ok, runId, checks } = await verifyResults(folderSource(folder));
  createOutput(command).result({ ok, runId, checks, folder }, () =>
    table(
      ['check', 'outcome', 'detail'],
      checks.map(({ name, outcome, detail }) => [name, outcome, detail]),
    ),
  );
  if (!ok)
    throw new CliError(
      `The results in ${folder} are damaged or changed. Download them again with \`serenade download\`.`,
      EXIT.faulty,
      'results.faulty',
    );
}
