import type { Command } from '@commander-js/extra-typings';
import { idPattern } from '#libs/contracts';
import { answered } from '#libs/client';
import { CliError, EXIT } from '../exit-codes.js';
import { saveScores } from '../save-scores.js';
import { fields } from '../output.js';
import { sessionOf, type Session } from '../session.js';
import { uploadPath } from '../upload-path.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';

const ARCHIVE_ID = idPattern('archive');

export function addScore(program: Command): void {
  program
    .command('score')
    .description('scores every clip of an archive; what is no id of one is uploaded first')
    .argument('<archive>', 'id of an archive, a zip file or a folder')
    .option('--model <model>', 'id of the model; default: the newest')
    .option('--wait', 'until the run is over, with its progress')
    .option('--out <file>', 'then keeps the scores: .ndjson, .csv or .parquet; implies --wait')
    .addHelpText(
      'after',
      '\nExamples:\n  serenade score calls.zip --wait --out scores.csv\n  serenade score arc-… --model mdl-… --json',
    )
    .action(async (archive, { model, wait, out: file }, command) => {
      const session = await sessionOf(command);
      const { api, out } = session;
      const modelId = model ?? (await newestModel(session));
      const archiveId = ARCHIVE_ID.test(archive) ? archive : (await uploadPath(session, archive)).id;
      const run = await answered(api.POST('/v1/scoring-runs', { body: { archiveId, modelId } }));
      if (wait !== true && file === undefined) {
        out.result(run, () => run.id);
        out.note(`Scoring with ${modelId}; \`serenade watch ${run.id}\` shows how it goes on.`);
        return;
      }
      out.note(`${run.id}, with ${modelId}`);
      requireCompleted(await waitForRun(session, run.id), run.id);
      const saved = file === undefined ? null : await saveScores(session, run.id, file);
      const summary = await answered(
        api.GET('/v1/scoring-runs/{id}/summary', { params: { path: { id: run.id } } }),
      );
      out.result({ ...summary, saved }, () =>
        fields({
          run: run.id,
          clips: summary.clips,
          scored: summary.scored,
          failed: summary.failed,
          ...summary.labels,
          ...(saved === null ? {} : { 'kept in': saved }),
        }),
      );
    });
}

async function newestModel({ api }: Session): Promise<string> {
  const { items } = await answered(api.GET('/v1/models', { params: { query: { limit: 1 } } }));
  const [newest] = items;
  if (newest !== undefined) return newest.id;
  throw new CliError('There is no model yet; `serenade train CORPUS` makes one.', EXIT.refused);
}
