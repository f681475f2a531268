import type { Command } from '@commander-js/extra-typings';
import { answered } from '#libs/client';
import { fields, megabytes, table } from '../output.js';
import { sessionOf } from '../session.js';

const rate = (value: number | undefined): string | null => value?.toFixed(3) ?? null;

export function addModels(program: Command): void {
  program
    .command('models')
    .description('models, newest first; or the card of one')
    .argument('[model]', 'id of a model')
    .action(async (id, _options, command) => {
      const { api, out } = await sessionOf(command);
      if (id === undefined) {
        const { items } = await answered(api.GET('/v1/models', { params: { query: { limit: 100 } } }));
        return out.result(items, () =>
          table(
            ['model', 'name', 'made', 'split', 'UAR', 'accuracy'],
            items.map((card) => [
              card.id,
              card.name,
              card.createdAt,
              card.split?.name ?? null,
              rate(card.test?.uar),
              rate(card.test?.accuracy),
            ]),
          ),
        );
      }
      const card = await answered(api.GET('/v1/models/{id}', { params: { path: { id } } }));
      out.result(card, () =>
        fields({
          model: card.id,
          name: card.name,
          version: card.version,
          made: card.createdAt,
          'trained in': card.trainingRunId,
          labels: card.labels.join(', '),
          'feature set': card.featureSetName,
          ...Object.fromEntries(
            (card.members ?? []).map(({ modelId, weight }, at) => [
              `member ${at + 1}`,
              `${modelId}, weight ${weight.toFixed(3)}`,
            ]),
          ),
          parameters: `${card.parameters} (${megabytes(card.weightBytes ?? 4 * card.parameters)})`,
          split: card.split?.name ?? null,
          UAR: rate(card.test?.uar),
          accuracy: rate(card.test?.accuracy),
          licence: card.dataLicence,
          'intended use': card.intendedUse,
        }),
      );
    });
}
