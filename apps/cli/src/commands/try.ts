import { readFile } from 'node:fs/promises';
import type { Command } from '@commander-js/extra-typings';
import { ApiError, answered, type SerenadeClient } from '#libs/client';
import { CliError, EXIT } from '../exit-codes.js';
import { shown } from '../output.js';
import { sessionOf } from '../session.js';

export function addTry(program: Command): void {
  program
    .command('try')
    .description('scores single recordings at once; nothing of them is kept')
    .argument('<files...>', 'recordings of at most 8 MiB')
    .option('--model <id>', 'default: the promoted model, or else the newest')
    .addHelpText('after', '\nExamples:\n  serenade try hello.wav\n  serenade try *.flac --model mdl-… --json')
    .action(async (files, { model }, command) => {
      const { api, out } = await sessionOf(command);
      const modelId = model ?? (await usualModel(api));
      let failed = 0;
      for (const file of files) {
        const recording = await bytesOf(file);
        try {
          const trial = await tryOn(api, modelId, recording);
          out.line({ file, ...trial }, () => lineOf(file, trial));
        } catch (error) {
          // What is wrong with one recording is no reason not to try the next.
          if (!(error instanceof ApiError) || !error.code.startsWith('clip.')) throw error;
          failed += 1;
          const { code, message } = error;
          out.line({ file, error: { code, message } }, () => `${shown(file)}: ${code}: ${message}`);
        }
      }
      if (failed > 0) process.exitCode = EXIT.refused;
    });
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`, EXIT.usage);
  }
}

/** The model of a run that names none. */
async function usualModel(api: SerenadeClient): Promise<string> {
  const { items } = await answered(api.GET('/v1/models', { params: { query: { limit: 100 } } }));
  const model = items.find(({ promoted }) => promoted) ?? items[0];
  if (model === undefined) throw new CliError('There is no model yet; train one.', EXIT.refused);
  return model.id;
}

function tryOn(api: SerenadeClient, id: string, recording: Uint8Array) {
  return answered(
    api.POST('/v1/models/{id}/try', {
      params: { path: { id } },
      body: recording as never, // bytes have no type in the API's document
      bodySerializer: (body: unknown) => body as Uint8Array<ArrayBuffer>,
      headers: { 'content-type': 'application/octet-stream' },
    }),
  );
}

type Trial = Awaited<ReturnType<typeof tryOn>>;

/** `hello.wav  happy 0.71 (uncertain)  surprised 0.12, fearful 0.08` */
function lineOf(file: string, { label, probability, probabilities, isUncertain }: Trial): string {
  const others = Object.entries(probabilities)
    .filter(([name]) => name !== label)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([name, value]) => `${name} ${value.toFixed(2)}`);
  const doubt = isUncertain === true ? ' (uncertain)' : '';
  return `${shown(file)}  ${label} ${probability.toFixed(2)}${doubt}  ${others.join(', ')}`;
}
