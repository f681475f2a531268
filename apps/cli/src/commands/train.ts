import { InvalidArgumentError, type Command } from '@commander-js/extra-typings';
import { CORPUS_NAMES } from '#libs/contracts';
import { answered } from '#libs/client';
import { SOURCE_HELP, archiveIdOf } from '../archive-source.js';
import { reportText } from '../report-text.js';
import { sessionOf } from '../session.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';

export function addTrain(program: Command): void {
  program
    .command('train')
    .description(
      'trains a model on a labelled archive; a file or folder is uploaded first, a bucket is read where it stands',
    )
    .argument('[archive]', SOURCE_HELP.archive)
    .option('--urls <file>', SOURCE_HELP.urls)
    .option('--table <file>', SOURCE_HELP.table)
    .option('--corpus <corpus>', `how its labels are read: ${CORPUS_NAMES.join(', ')}`, 'folder')
    .option('--recipe <recipe>', "default: the API's, which is the paper's")
    .option('--protocol <split>', 'how it is split: P0 (random), P2b (unheard speakers), …; default: P0')
    .option('--feature-set <name>', "default: the API's")
    .option('--epochs <n>', "default: the recipe's", whole)
    .option('--seed <n>', 'default: 0', whole)
    .option('--wait', 'until the run is over, then shows the report')
    .addHelpText(
      'after',
      '\nExample:\n  serenade train ravdess.zip --corpus ravdess-speech --protocol P2b --wait',
    )
    .action(
      async (from, { urls, table, corpus, recipe, protocol, featureSet, epochs, seed, wait }, command) => {
        const session = await sessionOf(command);
        const { api, out } = session;
        const archiveId = await archiveIdOf(session, { from, urls, table });
        const asked = { recipe, featureSet, split: protocol, epochs, seed };
        const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
        const run = await answered(api.POST('/v1/training-runs', { body: { archiveId, corpus, ...given } }));
        if (wait !== true) {
          out.result(run, () => run.id);
          out.note(`Training; \`serenade watch ${run.id}\` shows how it goes on.`);
          return;
        }
        out.note(run.id);
        requireCompleted(await waitForRun(session, run.id), run.id);
        const report = await answered(
          api.GET('/v1/training-runs/{id}/report', { params: { path: { id: run.id } } }),
        );
        out.result(report, () => reportText(report));
      },
    );
}

function whole(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new InvalidArgumentError('a whole number is wanted');
}
