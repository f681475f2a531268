import type { ErrorCode, ProblemDocument } from '#libs/contracts';

/** An error response of the API, or a missing response. Programs should branch on `code`, never on the text. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: ErrorCode | 'unreachable',
    message: string,
    /** Null if there was no response. */
    readonly status: number | null,
    readonly retryAfterSeconds: number | null = null,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Builds the error from the problem document of a response, or from the status alone if there is none. */
export async function errorOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => null)) as Partial<ProblemDocument> | null;
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  const { code = 'internal.error', detail = `The server answered ${response.status}.` } = problem ?? {};
  return new ApiError(code, detail, response.status, Number.isFinite(retryAfter) ? retryAfter : null);
}
