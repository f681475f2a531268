import { ApiError } from '#libs/client';

/** An error that the user can fix. It is printed without a stack trace. */
export class LocalError extends Error {
  override readonly name = 'LocalError';

  constructor(
    message: string,
    /** Exit code of a program that throws this error. */
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says "fetch failed" and leaves the reason in its cause.
  const cause =
    error.cause instanceof Error && error.message === 'fetch failed' ? `: ${error.cause.message}` : '';
  if (error instanceof ApiError) return `${error.code}: ${error.message}`;
  return error instanceof LocalError ? error.message : `${error.message}${cause}`;
}
