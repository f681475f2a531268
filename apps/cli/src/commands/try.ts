import { readFile } from 'node:fs/promises';
import type { Command } from '@commander-js/extra-typings';
import { ApiError, type SerenadeClient } from '#libs/client';
import { shown } from '#libs/terminal';
import { CliError, EXIT } from '../exit-codes.js';
import { createSession } from '../session.js';

export function addTry(program: Command): void {
  program
    .command('try')
    .description('scores single recordings immediately and stores nothing')
    .argument('<files...>', 'recordings of at most 8 MiB')
    .option('--model <id>', 'id of the model; default: the promoted model, or else the newest')
    .addHelpText('after', '\nExamples:\n  serenade try hello.wav\n  serenade try *.flac --model mdl-… --json')
    .action(async (files, { model }, command) => {
      const { api, out } = await createSession(command);
      const modelId = model ?? (await findDefaultModel(api));
      let failed = 0;
      for (const file of files) {
        const recording = await readRecording(file);
        try {
          const trial = await scoreRecording(api, modelId, recording);
          out.result({ file, ...trial }, () => formatLine(file, trial));
        } catch (error) {
          // An unreadable recording must not keep the next ones from being scored.
          if (!(error instanceof ApiError) || !error.code.startsWith('clip.')) throw error;
          failed += 1;
          const { code, message } = error;
          out.result({ file, error: { code, message } }, () => `${shown(file)}: ${code}: ${message}`);
        }
      }
      if (failed > 0) process.exitCode = EXIT.refused;
    });
}

async function readRecording(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError(`Cannot read ${file}: ${(error as Error).message}`, EXIT.usage);
  }
}

/** Returns the model that runs use by default. */
async function findDefaultModel(api: SerenadeClient): Promise<string> {
  const { items } = await api.call('GET /v1/models', { query: { limit: 100 } });
  const model = items.find(({ promoted }) => promoted) ?? items[0];
  if (model === undefined)
    throw new CliError('The server has no model yet. Train one with `serenade train`.', EXIT.refused);
  return model.id;
}

function scoreRecording(api: SerenadeClient, id: string, recording: Uint8Array<ArrayBuffer>) {
  const headers = { 'content-type': 'application/octet-stream' };
  return api.call('POST /v1/models/{id}/try', { params: { id }, body: recording, headers });
}

type Trial = Awaited<ReturnType<typeof scoreRecording>>;

/** Formats an answer: `hello.wav  happy 0.71 (uncertain)  surprised 0.12, fearful 0.08` */
function formatLine(file: string, { label, probability, probabilities, isUncertain }: Trial): string {
  const others = Object.entries(probabilities)
    .filter(([name]) => name !== label)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([name, value]) => `${name} ${value.toFixed(2)}`);
  const doubt = isUncertain === true ? ' (uncertain)' : '';
  return `${shown(file)}  ${label} ${probability.toFixed(2)}${doubt}  ${others.join(', ')}`;
}
