import type { Command } from '@commander-js/extra-typings';
import { SOURCE_HELP, resolveArchiveId } from '../archive-source.js';
import { dryRunText } from '../dry-run-text.js';
import { CliError, EXIT } from '../exit-codes.js';
import { saveScores } from '../save-scores.js';
import { createSession } from '../session.js';
import { summaryText } from '../summary-text.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';

const EXAMPLES = `
Examples:
  serenade score calls.zip --wait --out scores.csv
  serenade score calls.zip --dry-run
  serenade score arc-… --model mdl-… --json
  serenade score s3://calls/2026/ --wait              all audio under a prefix; the server's ARCHIVE_BUCKETS must list the bucket
  serenade score --urls urls.txt --wait               clips that the workers fetch
  serenade score calls.zip --table manifest.csv       only the clips of the table, in its order`;

export function addScore(program: Command): void {
  program
    .command('score')
    .description(
      'scores every clip of an archive; uploads a file or folder first, and reads a bucket in place',
    )
    .argument('[archive]', SOURCE_HELP.archive)
    .option('--urls <file>', SOURCE_HELP.urls)
    .option('--table <file>', SOURCE_HELP.table)
    .option('--name-encoding <encoding>', SOURCE_HELP.nameEncoding)
    .option('--model <model>', 'id of the model; default: the promoted model, or else the newest')
    .option('--wait', 'wait for the run to end and show its progress')
    .option(
      '--dry-run',
      'report what the run would do without starting it; the archive and its table are still created',
    )
    .option('--out <file>', 'save the scores as .ndjson, .csv or .parquet; implies --wait')
    .addHelpText('after', EXAMPLES)
    .action(async (from, { urls, table, nameEncoding, model, wait, dryRun, out: file }, command) => {
      if (dryRun === true && (wait === true || file !== undefined))
        throw new CliError('A dry run has no scores. Remove --wait and --out.', EXIT.usage);
      const session = await createSession(command);
      const { api, out } = session;
      const archiveId = await resolveArchiveId(session, { from, urls, table, nameEncoding });
      const body = {
        archiveId,
        ...(model === undefined ? {} : { modelId: model }),
        ...(dryRun === true ? { dryRun } : {}),
      };
      const run = await api.call('POST /v1/scoring-runs', { body });
      if ('dryRun' in run) {
        out.result(run, () => dryRunText(run));
        return;
      }
      if (wait !== true && file === undefined) {
        out.result(run, () => run.id);
        out.note(`Scoring with ${run.modelId}; \`serenade watch ${run.id}\` shows its progress.`);
        return;
      }
      out.note(`${run.id}, with ${run.modelId}`);
      requireCompleted(await waitForRun(session, run.id), run.id);
      const saved = file === undefined ? null : await saveScores(session, run.id, file);
      const summary = await api.call('GET /v1/scoring-runs/{id}/summary', { params: { id: run.id } });
      out.result({ ...summary, saved }, () =>
        summaryText(summary, saved === null ? {} : { 'saved in': saved }),
      );
    });
}
