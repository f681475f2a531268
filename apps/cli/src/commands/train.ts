import { InvalidArgumentError, type Command } from '@commander-js/extra-typings';
import { CORPUS_NAMES } from '#libs/contracts';
import { SOURCE_HELP, resolveArchiveId } from '../archive-source.js';
import { reportText } from '../report-text.js';
import { createSession } from '../session.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';

export function addTrain(program: Command): void {
  program
    .command('train')
    .description(
      'trains a model on a labeled archive; uploads a file or folder first, and reads a bucket in place',
    )
    .argument('[archive]', SOURCE_HELP.archive)
    .option('--urls <file>', SOURCE_HELP.urls)
    .option('--table <file>', SOURCE_HELP.table)
    .option('--corpus <corpus>', `how labels are read: ${CORPUS_NAMES.join(', ')}`, 'folder')
    .option('--recipe <recipe>', "training recipe; default: the API's, which follows the paper")
    .option('--protocol <split>', 'how clips are split: P0 (random), P2b (unheard speakers), …; default: P0')
    .option('--feature-set <name>', "feature set; default: the API's")
    .option('--epochs <n>', "number of epochs; default: the recipe's", parseWhole)
    .option('--seed <n>', 'random seed; default: 0', parseWhole)
    .option('--wait', 'wait for the run to end, then show the report')
    .addHelpText(
      'after',
      '\nExample:\n  serenade train ravdess.zip --corpus ravdess-speech --protocol P2b --wait',
    )
    .action(
      async (from, { urls, table, corpus, recipe, protocol, featureSet, epochs, seed, wait }, command) => {
        const session = await createSession(command);
        const { api, out } = session;
        const archiveId = await resolveArchiveId(session, { from, urls, table });
        const asked = { recipe, featureSet, split: protocol, epochs, seed };
        const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
        const run = await api.call('POST /v1/training-runs', { body: { archiveId, corpus, ...given } });
        if (wait !== true) {
          out.result(run, () => run.id);
          out.note(`Training started; \`serenade watch ${run.id}\` shows its progress.`);
          return;
        }
        out.note(run.id);
        requireCompleted(await waitForRun(session, run.id), run.id);
        const report = await api.call('GET /v1/training-runs/{id}/report', { params: { id: run.id } });
        out.result(report, () => reportText(report));
      },
    );
}

function parseWhole(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new InvalidArgumentError('Expected a whole number.');
}
