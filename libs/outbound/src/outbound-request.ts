import { lookup as resolve } from 'node:dns';
import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { SerenadeError } from '#libs/contracts';
import type { AddressGuard } from './address-guard.js';

export interface OutboundOptions {
  readonly guard: AddressGuard;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Time until the response headers arrive, including name resolution and TLS. */
  readonly timeoutMs: number;
  /** Longest pause within the response body; default: `timeoutMs`. */
  readonly idleMs?: number;
  /** Number of redirects to follow, each checked like the first address; default 0 returns the redirect. */
  readonly maxRedirects?: number;
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer {
  readonly status: number;
  /** The URL that answered, after redirects. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** The caller must read it to the end or destroy it. */
  readonly body: IncomingMessage;
}

/**
 * Calls a URL that a client supplied. It resolves names once, checks every address, and connects to a checked address,
 * so a name that changes in between (DNS rebinding) gains nothing. Connections are never shared and no proxy is used. It
 * sends no credentials except `headers`, and drops those if a redirect leads to another origin.
 *
 * @throws SerenadeError `outbound.refused` if the URL must not be called, `outbound.unreachable` if nothing answers
 */
export async function sendOutboundRequest(url: string, options: OutboundOptions): Promise<OutboundAnswer> {
  let target = checkUrl(url, options.guard);
  let headers = options.headers ?? {};
  for (let redirects = options.maxRedirects ?? 0; ; redirects -= 1) {
    const body = await send(target, { ...options, headers });
    const next = findRedirect(body, target);
    if (next === null || redirects <= 0)
      return { status: body.statusCode ?? 0, url: target.href, headers: body.headers, body };
    body.destroy();
    const from = target.origin;
    target = checkUrl(next, options.guard);
    if (target.origin !== from) headers = {};
  }
}

/** Checks a URL without resolving its name, when the client supplies it. @throws SerenadeError `outbound.refused` */
export function checkUrl(text: string, guard: AddressGuard): URL {
  const url = URL.parse(text);
  if (url === null) throw refusedError('it is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refusedError(`${url.protocol.slice(0, -1)} is not supported. Use https`);
  if (url.username !== '' || url.password !== '') throw refusedError('it contains a user name or password');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) assertAllowed(host, url, guard);
  return url;
}

/** Reads the first bytes of a body as text and discards the rest. */
export async function readStart(body: IncomingMessage, maxBytes: number): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes >= maxBytes) break;
    }
  } catch {
    // the connection broke: keep the bytes that arrived before
  }
  body.destroy();
  return Buffer.concat(pieces).subarray(0, maxBytes).toString('utf8');
}

async function send(url: URL, options: OutboundOptions): Promise<IncomingMessage> {
  const { guard, method = 'GET', headers = {}, body, timeoutMs, idleMs = timeoutMs } = options;
  const late = AbortSignal.timeout(timeoutMs);
  const stop = new AbortController();
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method,
    headers: { 'user-agent': 'Serenade', ...headers },
    agent: false,
    lookup: createGuardedLookup(url, guard),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  request.on('error', () => undefined); // after the response arrives, its body reports errors
  late.addEventListener('abort', () => stop.signal.aborted || request.destroy(lateError(timeoutMs)));
  try {
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    request.end(body);
    const [response] = await answered;
    stop.abort();
    response.setTimeout(idleMs, () => response.destroy(lateError(idleMs)));
    return response;
  } catch (error) {
    if (error instanceof SerenadeError || options.signal?.aborted === true) throw error;
    throw unreachableError(error);
  }
}

/** Creates a resolver for one connection. It rejects a name if any of its addresses is refused. */
function createGuardedLookup(url: URL, guard: AddressGuard): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, '', 0);
      try {
        for (const { address } of found) assertAllowed(address, url, guard);
      } catch (refusal) {
        return done(refusal as NodeJS.ErrnoException, '', 0);
      }
      if (options.all === true) return done(null, found);
      done(null, found[0]?.address ?? '', found[0]?.family);
    });
  };
}

/** Returns the target of a redirect, for methods that are safe to repeat elsewhere (RFC 9110 §15.4). */
function findRedirect({ statusCode = 0, headers }: IncomingMessage, base: URL): string | null {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return null;
  return URL.parse(headers.location, base.href)?.href ?? headers.location;
}

function assertAllowed(address: string, url: URL, guard: AddressGuard): void {
  if (!guard.allows(address))
    throw refusedError(
      `${url.hostname} is not a public address. The operator can allow it with OUTBOUND_ALLOWED_NETWORKS`,
    );
  if (url.protocol === 'http:' && !guard.isNamed(address))
    throw refusedError(`${url.hostname} must use https`);
}

function refusedError(detail: string): SerenadeError {
  return new SerenadeError('outbound.refused', `This server does not call that URL: ${detail}.`);
}

function lateError(ms: number): SerenadeError {
  return new SerenadeError('outbound.unreachable', `The URL did not answer within ${ms} ms.`);
}

/** Reports the kind of failure without the address: the addresses behind a name must not leak. */
function unreachableError(cause: unknown): SerenadeError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
  return new SerenadeError('outbound.unreachable', `The URL could not be reached: ${code}.`, {}, { cause });
}
