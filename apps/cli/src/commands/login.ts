import type { Command } from '@commander-js/extra-typings';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { answered, createClient } from '#libs/client';
import { fields } from '../output.js';
import { outputOf, type GlobalOptions } from '../session.js';
import { loginFile, readSettings, saveLogin } from '../settings.js';

export function addLogin(program: Command): void {
  program
    .command('login')
    .description('keeps the address of an API and a key for it, once the API knows the key')
    .option('--no-key', 'for an API that needs none')
    .addHelpText(
      'after',
      '\nExamples:\n  serenade --url https://serenade.example.org login\n  serenade login < key.txt',
    )
    .action(async ({ key: wantsKey }, command) => {
      const { url } = await readSettings((command.optsWithGlobals() as GlobalOptions).url);
      const key = wantsKey ? await askForKey() : null;
      const caller = await answered(createClient({ url, key }).GET('/v1/caller'));
      await saveLogin({ url, key });
      const file = loginFile();
      outputOf(command).result({ url, ...caller, file }, () =>
        fields({ address: url, owner: caller.owner, scopes: caller.scopes.join(', '), 'kept in': file }),
      );
    });
}

/** From a terminal without showing it, else from standard input: an argument would stand in the list of processes. */
async function askForKey(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).trim();
  process.stderr.write('API key (not shown): ');
  const muted = { write: () => true } as unknown as NodeJS.WritableStream;
  const lines = createInterface({ input: process.stdin, output: muted, terminal: true });
  const key = (await lines.question('')).trim();
  lines.close();
  process.stderr.write('\n');
  return key;
}
