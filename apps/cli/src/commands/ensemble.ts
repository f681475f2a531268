import { InvalidArgumentError, type Command } from '@commander-js/extra-typings';
import { answered } from '#libs/client';
import { CliError, EXIT } from '../exit-codes.js';
import { fields } from '../output.js';
import { sessionOf } from '../session.js';

export function addEnsemble(program: Command): void {
  program
    .command('ensemble')
    .description('registers models that score as one: the mean of their calibrated probabilities')
    .argument('<models...>', 'ids of two or more models of one feature set and the same labels')
    .option('--weights <list>', 'one for each model, such as 2,1; default: all alike', weights)
    .option('--name <name>', 'default: what its members are called')
    .addHelpText('after', '\nExample:\n  serenade ensemble mdl-… mdl-… --weights 2,1')
    .action(async (models, { weights: given, name }, command) => {
      if (given !== undefined && given.length !== models.length)
        throw new CliError(`${models.length} models need as many weights.`, EXIT.usage);
      const { api, out } = await sessionOf(command);
      const members = models.map((modelId, at) => ({ modelId, weight: given?.[at] ?? 1 }));
      const body = { members, ...(name === undefined ? {} : { name }) };
      const card = await answered(api.POST('/v1/models/ensembles', { body }));
      out.result(card, () =>
        fields({
          model: card.id,
          name: card.name,
          parameters: card.parameters,
          UAR: card.test?.uar.toFixed(3) ?? 'unknown: not tested on the same clips',
        }),
      );
    });
}

function weights(text: string): number[] {
  const list = text.split(',').map(Number);
  if (list.every((weight) => weight > 0 && Number.isFinite(weight))) return list;
  throw new InvalidArgumentError('positive numbers with commas between them are wanted');
}
