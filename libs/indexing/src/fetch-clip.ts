import { setTimeout as wait } from 'node:timers/promises';
import { SerenadeError, type ErrorContext } from '#libs/contracts';
import { sendOutboundRequest, type AddressGuard, type OutboundAnswer } from '#libs/outbound';

export interface FetchLimits {
  readonly maxBytes: number;
  /** Time limit of one attempt, from the first byte to the last. */
  readonly attemptMs: number;
  /** Longest wait for the response to start, and longest pause within it. */
  readonly idleMs: number;
  readonly maxRedirects: number;
  /** Delays before further attempts after a temporary fault. */
  readonly retryAfterMs: readonly number[];
}

/** Eight fetches at the same time hold at most 256 MiB. */
export const FETCH_LIMITS: FetchLimits = {
  maxBytes: 32 * 1024 ** 2,
  attemptMs: 60_000,
  idleMs: 10_000,
  maxRedirects: 5,
  retryAfterMs: [500, 2_000],
};

/**
 * Fetches the bytes behind a client's URL.
 *
 * @throws SerenadeError `clip.fetch_refused` for addresses that this server does not call, `clip.fetch_failed` (with
 * `hasNoAnswer` if the host is the cause), `clip.too_large`
 */
export async function fetchClip(url: string, guard: AddressGuard, limits: FetchLimits): Promise<Buffer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await fetchOnce(url, guard, limits);
    } catch (error) {
      const delay = limits.retryAfterMs[attempt];
      if (!(error instanceof PassingFault) || delay === undefined) throw error;
      await wait(delay);
    }
  }
}

/** Marks errors of hosts that did not give a complete response. */
const NO_ANSWER: ErrorContext = { hasNoAnswer: true };

/** A fault that another attempt may fix. */
class PassingFault extends SerenadeError {}

async function fetchOnce(url: string, guard: AddressGuard, limits: FetchLimits): Promise<Buffer> {
  const { attemptMs, idleMs, maxRedirects, maxBytes } = limits;
  const signal = AbortSignal.timeout(attemptMs);
  try {
    const answer = await sendOutboundRequest(url, { guard, timeoutMs: idleMs, maxRedirects, signal });
    try {
      requireWhole(answer);
      return await readAll(answer, maxBytes);
    } finally {
      answer.body.destroy();
    }
  } catch (error) {
    if (signal.aborted) throw fetchError(`it took longer than ${attemptMs / 1000} s`, NO_ANSWER);
    throw asClipError(error);
  }
}

function requireWhole({ status, headers }: OutboundAnswer): void {
  if (status === 429 || status >= 500) throw new PassingFault('clip.fetch_failed', describeStatus(status));
  if (status !== 200) throw new SerenadeError('clip.fetch_failed', describeStatus(status));
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw fetchError(`the server sent it with the content encoding ${encoding}, which was not requested`);
}

async function readAll({ headers, body }: OutboundAnswer, maxBytes: number): Promise<Buffer> {
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLargeError(maxBytes);
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxBytes) throw tooLargeError(maxBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function asClipError(error: unknown): SerenadeError {
  if (error instanceof SerenadeError && error.code.startsWith('clip.')) return error;
  if (error instanceof SerenadeError && error.code === 'outbound.refused')
    return new SerenadeError('clip.fetch_refused', error.message, {}, { cause: error });
  const message =
    error instanceof SerenadeError ? error.message : 'The connection broke before the clip was complete.';
  return new PassingFault('clip.fetch_failed', message, NO_ANSWER, { cause: error });
}

const describeStatus = (status: number): string =>
  `The clip could not be fetched: the server responded with status ${status}.`;

function fetchError(why: string, context: ErrorContext = {}): SerenadeError {
  return new SerenadeError('clip.fetch_failed', `The clip could not be fetched: ${why}.`, context);
}

function tooLargeError(maxBytes: number): SerenadeError {
  return new SerenadeError(
    'clip.too_large',
    `The clip is larger than ${maxBytes} bytes, the limit for fetched clips.`,
  );
}
