import type { Command } from '@commander-js/extra-typings';
import type { ModelView } from '#libs/contracts';
import { megabytes } from '#libs/terminal';
import { fields, table } from '../output.js';
import { createSession } from '../session.js';

/** The changes that a model's owner can make, with the result of each. */
const CHANGES = [
  ['promote', 'makes the model the default for runs that name none', 'promoted'],
  ['demote', 'removes the model as default; such runs use the newest model', 'no longer promoted'],
  ['archive', 'hides the model from lists; it still scores by its id', 'archived'],
  ['restore', 'lists an archived model again', 'listed again'],
  ['share', 'lets every owner see and use the model; requires an admin key', 'shared with every owner'],
  ['unshare', 'stops sharing the model', 'no longer shared'],
] as const;

const rate = (value: number | undefined): string | null => value?.toFixed(3) ?? null;

export function addModels(program: Command): void {
  const models = program
    .command('models')
    .description('lists models, newest first, or shows the card of one')
    .argument('[model]', 'id of a model')
    .option('--archived', 'include archived models')
    .addHelpText(
      'after',
      '\nExamples:\n  serenade models --archived\n  serenade models promote mdl-…\n  serenade models archive mdl-…',
    )
    .action(async (id, { archived = false }, command) => {
      const { api, out } = await createSession(command);
      if (id === undefined) {
        const query = { limit: 100, archived };
        const { items } = await api.call('GET /v1/models', { query });
        return out.result(items, () =>
          table(
            ['model', 'name', 'created', 'split', 'UAR', 'accuracy', 'flags'],
            items.map((card) => [
              card.id,
              card.name,
              card.createdAt,
              card.split?.name ?? null,
              rate(card.test?.uar),
              rate(card.test?.accuracy),
              formatFlags(card),
            ]),
          ),
        );
      }
      const card = await api.call('GET /v1/models/{id}', { params: { id } });
      out.result(card, () =>
        fields({
          model: card.id,
          name: card.name,
          version: card.version,
          created: card.createdAt,
          flags: formatFlags(card),
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
          license: card.dataLicence,
          'intended use': card.intendedUse,
        }),
      );
    });
  for (const [verb, description, done] of CHANGES)
    models
      .command(verb)
      .description(description)
      .argument('<model>', 'id of a model')
      .action(async (id, _options, command) => {
        const { api, out } = await createSession(command);
        const card = await api.call(`POST /v1/models/{id}/${verb}`, { params: { id } });
        out.result(card, () => `${card.id} is ${done}.`);
      });
}

function formatFlags({ promoted, archived, shared }: ModelView): string {
  const words = [promoted && 'promoted', archived && 'archived', shared && 'shared'];
  return words.filter((word) => word !== false).join(', ');
}
