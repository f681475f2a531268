import type { Command } from '@commander-js/extra-typings';
import { answered } from '#libs/client';
import { SOURCE_HELP, archiveIdOf } from '../archive-source.js';
import { dryRunText } from '../dry-run-text.js';
import { CliError, EXIT } from '../exit-codes.js';
import { saveScores } from '../save-scores.js';
import { sessionOf } from '../session.js';
import { summaryText } from '../summary-text.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';

const EXAMPLES = `
Examples:
  serenade score calls.zip --wait --out scores.csv
  serenade score calls.zip --dry-run
  serenade score arc-… --model mdl-… --json
  serenade score s3://calls/2026/ --wait              all audio below a prefix; ARCHIVE_BUCKETS names the bucket
  serenade score --urls urls.txt --wait               clips that a worker fetches
  serenade score calls.zip --table manifest.csv       only the clips of the table, in its order`;

export function addScore(program: Command): void {
  program
    .command('score')
    .description(
      'scores every clip of an archive; a file or folder is uploaded first, a bucket is read where it stands',
    )
    .argument('[archive]', SOURCE_HELP.archive)
    .option('--urls <file>', SOURCE_HELP.urls)
    .option('--table <file>', SOURCE_HELP.table)
    .option('--model <model>', 'id of the model; default: the one that was promoted, or else the newest')
    .option('--wait', 'until the run is over, with its progress')
    .option(
      '--dry-run',
      'says what the run would do, and begins none; the archive is made all the same, and its table kept',
    )
    .option('--out <file>', 'then keeps the scores: .ndjson, .csv or .parquet; implies --wait')
    .addHelpText('after', EXAMPLES)
    .action(async (from, { urls, table, model, wait, dryRun, out: file }, command) => {
      if (dryRun === true && (wait === true || file !== undefined))
        throw new CliError('A dry run has no scores to wait for: leave --wait and --out away.', EXIT.usage);
      const session = await sessionOf(command);
      const { api, out } = session;
      const archiveId = await archiveIdOf(session, { from, urls, table });
      const body = {
        archiveId,
        ...(model === undefined ? {} : { modelId: model }),
        ...(dryRun === true ? { dryRun } : {}),
      };
      const run = await answered(api.POST('/v1/scoring-runs', { body }));
      if ('dryRun' in run) {
        out.result(run, () => dryRunText(run));
        return;
      }
      if (wait !== true && file === undefined) {
        out.result(run, () => run.id);
        out.note(`Scoring with ${run.modelId}; \`serenade watch ${run.id}\` shows how it goes on.`);
        return;
      }
      out.note(`${run.id}, with ${run.modelId}`);
      requireCompleted(await waitForRun(session, run.id), run.id);
      const saved = file === undefined ? null : await saveScores(session, run.id, file);
      const summary = await answered(
        api.GET('/v1/scoring-runs/{id}/summary', { params: { path: { id: run.id } } }),
      );
      out.result({ ...summary, saved }, () =>
        summaryText(summary, saved === null ? {} : { 'kept in': saved }),
      );
    });
}
