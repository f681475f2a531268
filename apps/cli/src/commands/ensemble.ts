import { InvalidArgumentError, type Command } from '@commander-js/extra-typings';
import { CliError, EXIT } from '../exit-codes.js';
import { fields } from '../output.js';
import { createSession } from '../session.js';

export function addEnsemble(program: Command): void {
  program
    .command('ensemble')
    .description('combines models into one that returns the mean of their calibrated probabilities')
    .argument('<models...>', 'ids of two or more models with the same feature set and labels')
    .option('--weights <list>', 'one weight per model, such as 2,1; default: equal weights', parseWeights)
    .option('--name <name>', "name of the ensemble; default: its members' names")
    .addHelpText('after', '\nExample:\n  serenade ensemble mdl-… mdl-… --weights 2,1')
    .action(async (models, { weights: given, name }, command) => {
      if (given !== undefined && given.length !== models.length)
        throw new CliError(
          `${models.length} models need ${models.length} weights; --weights has ${given.length}.`,
          EXIT.usage,
        );
      const { api, out } = await createSession(command);
      const members = models.map((modelId, at) => ({ modelId, weight: given?.[at] ?? 1 }));
      const body = { members, ...(name === undefined ? {} : { name }) };
      const card = await api.call('POST /v1/models/ensembles', { body });
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

function parseWeights(text: string): number[] {
  const list = text.split(',').map(Number);
  if (list.every((weight) => weight > 0 && Number.isFinite(weight))) return list;
  throw new InvalidArgumentError('Expected positive numbers separated by commas.');
}
