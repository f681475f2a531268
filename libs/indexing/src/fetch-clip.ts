import { setTimeout as wait } from 'node:timers/promises';
import { SerenadeError, type ErrorContext } from '#libs/contracts';
import { outboundRequest, type AddressGuard, type OutboundAnswer } from '#libs/outbound';

export interface FetchLimits {
  readonly maxBytes: number;
  /** For one attempt, from the first byte to the last. */
  readonly attemptMs: number;
  /** Until the answer begins, and the longest silence within it. */
  readonly idleMs: number;
  readonly maxRedirects: number;
  /** Waits before another attempt, where the fault may pass. */
  readonly retryAfterMs: readonly number[];
}

/** With eight at once, 256 MiB are held at most. */
export const FETCH_LIMITS: FetchLimits = {
  maxBytes: 32 * 1024 ** 2,
  attemptMs: 60_000,
  idleMs: 10_000,
  maxRedirects: 5,
  retryAfterMs: [500, 2_000],
};

/**
 * The bytes behind a URL that a client gave.
 * @throws SerenadeError `clip.fetch_refused` for addresses that this server does not call, `clip.fetch_failed`
 * (with `hasNoAnswer` where the host is to blame), `clip.too_large`
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

/** Marks errors of hosts that give no whole answer at all. */
const NO_ANSWER: ErrorContext = { hasNoAnswer: true };

/** What another attempt may mend. */
class PassingFault extends SerenadeError {}

async function fetchOnce(url: string, guard: AddressGuard, limits: FetchLimits): Promise<Buffer> {
  const { attemptMs, idleMs, maxRedirects, maxBytes } = limits;
  const signal = AbortSignal.timeout(attemptMs);
  try {
    const answer = await outboundRequest(url, { guard, timeoutMs: idleMs, maxRedirects, signal });
    try {
      requireWhole(answer);
      return await readAll(answer, maxBytes);
    } finally {
      answer.body.destroy();
    }
  } catch (error) {
    if (signal.aborted) throw failed(`it took longer than ${attemptMs / 1000} s`, NO_ANSWER);
    throw asClipError(error);
  }
}

function requireWhole({ status, headers }: OutboundAnswer): void {
  if (status === 429 || status >= 500) throw new PassingFault('clip.fetch_failed', answers(status));
  if (status !== 200) throw new SerenadeError('clip.fetch_failed', answers(status));
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw failed(`its bytes come packed by ${encoding}, which was not asked for`);
}

async function readAll({ headers, body }: OutboundAnswer, maxBytes: number): Promise<Buffer> {
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function asClipError(error: unknown): SerenadeError {
  if (error instanceof SerenadeError && error.code.startsWith('clip.')) return error;
  if (error instanceof SerenadeError && error.code === 'outbound.refused')
    return new SerenadeError('clip.fetch_refused', error.message, {}, { cause: error });
  const message = error instanceof SerenadeError ? error.message : 'The answer broke off.';
  return new PassingFault('clip.fetch_failed', message, NO_ANSWER, { cause: error });
}

const answers = (status: number): string => `The clip could not be fetched: the server answers ${status}.`;

function failed(why: string, context: ErrorContext = {}): SerenadeError {
  return new SerenadeError('clip.fetch_failed', `The clip could not be fetched: ${why}.`, context);
}

function tooLarge(maxBytes: number): SerenadeError {
  return new SerenadeError(
    'clip.too_large',
    `The clip has more than ${maxBytes} bytes, the limit of a fetched one.`,
  );
}
