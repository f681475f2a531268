import type { Command } from '@commander-js/extra-typings';
import { idPattern } from '#libs/contracts';
import { answered } from '#libs/client';
import { dryRunText } from '../dry-run-text.js';
import { CliError, EXIT } from '../exit-codes.js';
import { saveScores } from '../save-scores.js';
import { sessionOf } from '../session.js';
import { summaryText } from '../summary-text.js';
import { uploadPath } from '../upload-path.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';

const ARCHIVE_ID = idPattern('archive');

export function addScore(program: Command): void {
  program
    .command('score')
    .description('scores every clip of an archive; what is no id of one is uploaded first')
    .argument('<archive>', 'id of an archive, a zip file or a folder')
    .option('--model <model>', 'id of the model; default: the one that was promoted, or else the newest')
    .option('--wait', 'until the run is over, with its progress')
    .option(
      '--dry-run',
      'says what the run would do, and begins none; a file or folder is uploaded all the same',
    )
    .option('--out <file>', 'then keeps the scores: .ndjson, .csv or .parquet; implies --wait')
    .addHelpText(
      'after',
      '\nExamples:\n  serenade score calls.zip --wait --out scores.csv\n  serenade score calls.zip --dry-run\n  serenade score arc-… --model mdl-… --json',
    )
    .action(async (archive, { model, wait, dryRun, out: file }, command) => {
      if (dryRun === true && (wait === true || file !== undefined))
        throw new CliError('A dry run has no scores to wait for: leave --wait and --out away.', EXIT.usage);
      const session = await sessionOf(command);
      const { api, out } = session;
      const archiveId = ARCHIVE_ID.test(archive) ? archive : (await uploadPath(session, archive)).id;
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
