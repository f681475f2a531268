import { InvalidArgumentError, type Command } from '@commander-js/extra-typings';
import { CORPUS_NAMES } from '#libs/contracts';
import { SOURCE_HELP, readLabels, resolveArchiveId } from '../archive-source.js';
import { followTraining } from '../follow-training.js';
import { createSession } from '../session.js';

export function addTrain(program: Command): void {
  program
    .command('train')
    .description(
      'trains a model on a labeled archive; uploads a file or folder first, and reads a bucket in place',
    )
    .argument('[archive]', SOURCE_HELP.archive)
    .option('--urls <file>', SOURCE_HELP.urls)
    .option('--table <file>', `${SOURCE_HELP.table}; ${SOURCE_HELP.labels}`)
    .option('--name-encoding <encoding>', SOURCE_HELP.nameEncoding)
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
      async (
        from,
        { urls, table, nameEncoding, corpus, recipe, protocol, featureSet, epochs, seed, wait },
        command,
      ) => {
        const session = await createSession(command);
        const labels = await readLabels(corpus, table);
        const selection = labels === undefined ? table : undefined;
        const archiveId = await resolveArchiveId(session, { from, urls, table: selection, nameEncoding });
        const asked = { table: labels, recipe, featureSet, split: protocol, epochs, seed };
        const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
        const run = await session.api.call('POST /v1/training-runs', {
          body: { archiveId, corpus, ...given },
        });
        await followTraining(session, run, wait === true);
      },
    );
}

function parseWhole(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new InvalidArgumentError('Expected a whole number.');
}
