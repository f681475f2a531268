import type { Command } from '@commander-js/extra-typings';
import { answered } from '#libs/client';
import { fields, megabytes, table } from '../output.js';
import { sessionOf } from '../session.js';

/** How a model stands: what can be changed, and what it is for. */
const DEEDS = [
  ['promote', 'makes it the model of runs that name none', 'promoted'],
  ['demote', 'takes the promotion back: such runs take the newest model', 'promoted no longer'],
  ['archive', 'leaves it out of lists; by its id it scores as before', 'archived'],
  ['restore', 'takes the archiving back', 'in the lists again'],
  ['share', 'lets every owner see it and score with it; takes a key with admin', 'shared with every owner'],
  ['unshare', 'takes the sharing back', 'shared no longer'],
] as const;

const rate = (value: number | undefined): string | null => value?.toFixed(3) ?? null;

export function addModels(program: Command): void {
  const models = program
    .command('models')
    .description('models, newest first; or the card of one')
    .argument('[model]', 'id of a model')
    .option('--archived', 'also those that were archived')
    .addHelpText(
      'after',
      '\nExamples:\n  serenade models --archived\n  serenade models promote mdl-…\n  serenade models archive mdl-…',
    )
    .action(async (id, { archived = false }, command) => {
      const { api, out } = await sessionOf(command);
      if (id === undefined) {
        const query = { limit: 100, archived: archived ? ('true' as const) : ('false' as const) };
        const { items } = await answered(api.GET('/v1/models', { params: { query } }));
        return out.result(items, () =>
          table(
            ['model', 'name', 'made', 'split', 'UAR', 'accuracy', 'stands'],
            items.map((card) => [
              card.id,
              card.name,
              card.createdAt,
              card.split?.name ?? null,
              rate(card.test?.uar),
              rate(card.test?.accuracy),
              standingOf(card),
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
          stands: standingOf(card),
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
  for (const [verb, description, done] of DEEDS)
    models
      .command(verb)
      .description(description)
      .argument('<model>', 'id of a model')
      .action(async (id, _options, command) => {
        const { api, out } = await sessionOf(command);
        const card = await answered(api.POST(`/v1/models/{id}/${verb}`, { params: { path: { id } } }));
        out.result(card, () => `${card.id} is ${done}.`);
      });
}

function standingOf({ promoted, archived, shared }: Standing): string {
  const words = [promoted && 'promoted', archived && 'archived', shared && 'shared'];
  return words.filter((word) => word !== false).join(', ');
}

interface Standing {
  readonly promoted: boolean;
  readonly archived: boolean;
  readonly shared: boolean;
}
