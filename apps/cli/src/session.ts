import type { Command } from '@commander-js/extra-typings';
import { createClient, type ClientOptions, type SerenadeClient } from '#libs/client';
import { EXIT } from './exit-codes.js';
import { Output } from './output.js';
import { readSettings, type Settings } from './settings.js';

/** The settings, client and output of a command that calls the API. */
export interface Session {
  readonly settings: Settings;
  readonly options: ClientOptions;
  readonly api: SerenadeClient;
  readonly out: Output;
  readonly signal: AbortSignal;
}

export interface GlobalOptions {
  readonly url?: string;
  readonly json?: boolean;
}

const LAST_WORDS_MS = 1_000;

/** Ctrl-C aborts every request. If the process has not ended a second later, it exits. */
export const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interruption.abort();
    setTimeout(() => process.exit(EXIT.interrupted), LAST_WORDS_MS).unref();
  });
}

export function createOutput(command: Pick<Command, 'optsWithGlobals'>): Output {
  return new Output((command.optsWithGlobals() as GlobalOptions).json === true);
}

export async function createSession(command: Pick<Command, 'optsWithGlobals'>): Promise<Session> {
  const settings = await readSettings((command.optsWithGlobals() as GlobalOptions).url);
  const { signal } = interruption;
  const options: ClientOptions = { ...settings, signal };
  return { settings, options, api: createClient(options), out: createOutput(command), signal };
}
