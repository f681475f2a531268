/** Something that a person can do something about: printed as it is, without a stack. */
export class LocalError extends Error {
  override readonly name = 'LocalError';

  constructor(
    message: string,
    /** How a program ends that throws it. */
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
  return error instanceof LocalError ? error.message : `${error.message}${cause}`;
}
