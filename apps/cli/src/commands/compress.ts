import { InvalidArgumentError, Option, type Command } from '@commander-js/extra-typings';
import type { CompressionMethod } from '#libs/contracts';
import { answered } from '#libs/client';
import { reportText } from '../report-text.js';
import { sessionOf } from '../session.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';

const METHODS = ['int8', 'float16', 'prune', 'distill'] as const;

export function addCompress(program: Command): void {
  program
    .command('compress')
    .description('makes a model smaller: a model of its own, tested beside its parent')
    .argument('<model>', 'id of a model that was trained here')
    .addOption(new Option('--method <method>', 'how').choices(METHODS).default('int8' as const))
    .option('--sparsity <share>', 'of prune: what is set to 0; default: 0.8', number)
    .option('--temperature <t>', 'of distill; default: 3', number)
    .option('--recipe <recipe>', "of distill: the student's, of at most 60,000 parameters")
    .option('--epochs <n>', 'of prune (default: 30) and distill', number)
    .option('--wait', 'until the run is over, then shows both models')
    .addHelpText('after', '\nExample:\n  serenade compress mdl-… --method prune --sparsity 0.9 --wait')
    .action(async (id, { method, sparsity, temperature, recipe, epochs, wait }, command) => {
      const session = await sessionOf(command);
      const { api, out } = session;
      const params = { path: { id } };
      const body = {
        method: methodOf(method, sparsity, temperature),
        ...(recipe === undefined ? {} : { recipe }),
        ...(epochs === undefined ? {} : { epochs }),
      };
      const run = await answered(api.POST('/v1/models/{id}/compressions', { params, body }));
      if (wait !== true) {
        out.result(run, () => run.id);
        out.note(`\`serenade watch ${run.id}\` shows how it goes on.`);
        return;
      }
      out.note(run.id);
      requireCompleted(await waitForRun(session, run.id), run.id);
      const report = await answered(
        api.GET('/v1/training-runs/{id}/report', { params: { path: { id: run.id } } }),
      );
      out.result(report, () => reportText(report));
    });
}

function methodOf(
  name: (typeof METHODS)[number],
  sparsity: number | undefined,
  temperature: number | undefined,
): Partial<CompressionMethod> & Pick<CompressionMethod, 'kind'> {
  if (name === 'prune') return { kind: name, ...(sparsity === undefined ? {} : { sparsity }) };
  if (name === 'distill') return { kind: name, ...(temperature === undefined ? {} : { temperature }) };
  return { kind: 'quantize', precision: name };
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('a number is wanted');
}
