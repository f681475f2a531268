import type { ApiError } from '#libs/client';

/** Exit codes of the command; docs/cli.md lists them. */
export const EXIT = {
  done: 0,
  broken: 1,
  usage: 2,
  /** The API key is missing, wrong, or lacks the scope. */
  notAllowed: 3,
  /** The API rejected the request. */
  refused: 4,
  /** The server does not answer or is overloaded; a retry may help. */
  unavailable: 5,
  /** The run that the command waited for failed or was canceled. */
  runFailed: 6,
  /** `verify` or `doctor` found something wrong. */
  faulty: 7,
  interrupted: 130,
} as const;

export function exitCodeOf({ status }: ApiError): number {
  if (status === null || status >= 500 || status === 429) return EXIT.unavailable;
  return status === 401 || status === 403 ? EXIT.notAllowed : EXIT.refused;
}

/** Ends the command with a message for people and an exit code for programs. */
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
