import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CliError, EXIT } from './exit-codes.js';

export const DEFAULT_URL = 'http://127.0.0.1:3000';

const savedSettings = z.object({ url: z.string().optional(), key: z.string().optional() });

export interface Settings {
  readonly url: string;
  readonly key: string | null;
}

/** Returns the file in which `login` saves the address and the key. Only the user who logged in can read it. */
export function loginFile(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'serenade', 'login.json');
}

/**
 * Reads the address from `--url`, SERENADE_URL or the saved login, and the key from SERENADE_KEY or the saved login. A
 * saved key belongs to the address that it was saved with, and is never sent to another one.
 */
export async function readSettings(asked: string | undefined, env = process.env): Promise<Settings> {
  const saved = await readLogin(loginFile(env));
  const url = (asked ?? env['SERENADE_URL'] ?? saved.url ?? DEFAULT_URL).replace(/\/+$/, '');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new CliError(`"${url}" is not an address. Use one like ${DEFAULT_URL}.`, EXIT.usage);
  const key = env['SERENADE_KEY'] ?? (url === saved.url ? saved.key : undefined) ?? null;
  return { url, key };
}

export async function saveLogin(settings: Settings, file = loginFile()): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  const { url, key } = settings;
  await writeFile(temporary, `${JSON.stringify({ url, ...(key === null ? {} : { key }) })}\n`, {
    mode: 0o600,
  });
  await chmod(temporary, 0o600); // the mode above applies to new files only
  await rename(temporary, file);
}

async function readLogin(file: string) {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  try {
    return savedSettings.parse(JSON.parse(text));
  } catch {
    throw new CliError(`Cannot read ${file}. Create it again with \`serenade login\`.`, EXIT.broken);
  }
}
