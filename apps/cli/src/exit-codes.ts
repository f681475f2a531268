import type { ApiError } from '#libs/client';

/** What the command's number says; docs/cli.md lists them. */
export const EXIT = {
  done: 0,
  broken: 1,
  usage: 2,
  /** No key, a wrong one, or one without the scope. */
  notAllowed: 3,
  /** The API refused what was asked. */
  refused: 4,
  /** Nobody answers, or not now: trying again may help. */
  unavailable: 5,
  /** The run that was waited for failed or was cancelled. */
  runFailed: 6,
  /** `verify` or `doctor` found something wrong. */
  faulty: 7,
  interrupted: 130,
} as const;

export function exitCodeOf({ status }: ApiError): number {
  if (status === null || status >= 500 || status === 429) return EXIT.unavailable;
  return status === 401 || status === 403 ? EXIT.notAllowed : EXIT.refused;
}

/** An end with a message for people and a number for programs. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.broken,
    readonly code = 'cli.error',
  ) {
    super(message);
  }
}
