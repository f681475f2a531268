import type { ErrorCode, ProblemDocument } from '#libs/contracts';

/** What the API refused, or that it did not answer; `code` is what a program decides by. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: ErrorCode | 'unreachable',
    message: string,
    /** Null when there was no answer. */
    readonly status: number | null,
    readonly retryAfterSeconds: number | null = null,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** An answer that is no success, as an error: what its problem document says, or its status. */
export async function errorOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => null)) as Partial<ProblemDocument> | null;
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  const { code = 'internal.error', detail = `The server answered ${response.status}.` } = problem ?? {};
  return new ApiError(code, detail, response.status, Number.isFinite(retryAfter) ? retryAfter : null);
}
