import type { Command } from '@commander-js/extra-typings';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { createClient } from '#libs/client';
import { fields } from '../output.js';
import { createOutput, type GlobalOptions } from '../session.js';
import { loginFile, readSettings, saveLogin } from '../settings.js';

export function addLogin(program: Command): void {
  program
    .command('login')
    .description('checks a key with the API and saves it with the address')
    .option('--no-key', 'for an API that requires no key')
    .addHelpText(
      'after',
      '\nExamples:\n  serenade --url https://serenade.example.org login\n  serenade login < key.txt',
    )
    .action(async ({ key: wantsKey }, command) => {
      const { url } = await readSettings((command.optsWithGlobals() as GlobalOptions).url);
      const key = wantsKey ? await askForKey() : null;
      const caller = await createClient({ url, key }).call('GET /v1/caller');
      await saveLogin({ url, key });
      const file = loginFile();
      createOutput(command).result({ url, ...caller, file }, () =>
        fields({ address: url, owner: caller.owner, scopes: caller.scopes.join(', '), 'saved in': file }),
      );
    });
}

/** Reads the key from a terminal without echo, or else from standard input. Process lists would show an argument. */
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
