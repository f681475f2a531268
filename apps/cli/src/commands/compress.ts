import { InvalidArgumentError, Option, type Command } from '@commander-js/extra-typings';
import type { CompressionMethod } from '#libs/contracts';
import { followTraining } from '../follow-training.js';
import { createSession } from '../session.js';

const METHODS = ['int8', 'float16', 'prune', 'distill'] as const;

export function addCompress(program: Command): void {
  program
    .command('compress')
    .description('creates a smaller copy of a model and tests both')
    .argument('<model>', 'id of a model trained on this server')
    .addOption(
      new Option('--method <method>', 'compression method').choices(METHODS).default('int8' as const),
    )
    .option('--sparsity <share>', 'prune: share of weights to set to 0; default: 0.8', number)
    .option('--temperature <t>', 'distill: softmax temperature; default: 3', number)
    .option('--recipe <recipe>', "distill: the student's recipe, at most 60,000 parameters")
    .option('--epochs <n>', 'prune (default: 30) and distill: epochs of training', number)
    .option('--wait', 'wait for the run to end, then compare both models')
    .addHelpText('after', '\nExample:\n  serenade compress mdl-… --method prune --sparsity 0.9 --wait')
    .action(async (id, { method, sparsity, temperature, recipe, epochs, wait }, command) => {
      const session = await createSession(command);
      const params = { id };
      const body = {
        method: toMethod(method, sparsity, temperature),
        ...(recipe === undefined ? {} : { recipe }),
        ...(epochs === undefined ? {} : { epochs }),
      };
      const run = await session.api.call('POST /v1/models/{id}/compressions', { params, body });
      await followTraining(session, run, wait === true);
    });
}

function toMethod(
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
  throw new InvalidArgumentError('Expected a number.');
}
