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
  /** Until the answer's headers are here, name resolution and TLS included. */
  readonly timeoutMs: number;
  /** Longest silence within the answer's body; default: `timeoutMs`. */
  readonly idleMs?: number;
  /** Redirects that are followed, each checked as the first address was; default 0: the redirect is the answer. */
  readonly maxRedirects?: number;
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** Must be read to its end, or destroyed. */
  readonly body: IncomingMessage;
}

/**
 * Calls a URL that a client gave. Names are resolved once and every address of theirs is checked; the connection goes to
 * an address of that answer, so that a name which changes its mind in between (DNS rebinding) gains nothing. Connections
 * are never shared. No proxy is used, and no credentials are sent but those in `headers`; these are dropped when a
 * redirect leads to another origin.
 *
 * @throws SerenadeError `outbound.refused` for what must not be called, `outbound.unreachable` when nobody answers in time
 */
export async function outboundRequest(url: string, options: OutboundOptions): Promise<OutboundAnswer> {
  let target = checkedUrl(url, options.guard);
  let headers = options.headers ?? {};
  for (let redirects = options.maxRedirects ?? 0; ; redirects -= 1) {
    const body = await send(target, { ...options, headers });
    const next = redirectOf(body, target);
    if (next === null || redirects <= 0)
      return { status: body.statusCode ?? 0, url: target.href, headers: body.headers, body };
    body.destroy();
    const from = target.origin;
    target = checkedUrl(next, options.guard);
    if (target.origin !== from) headers = {};
  }
}

/**
 * Checks what can be known without resolving a name: for refusing a URL when it is given, long before it is called.
 * @throws SerenadeError `outbound.refused`
 */
export function checkedUrl(text: string, guard: AddressGuard): URL {
  const url = URL.parse(text);
  if (url === null) throw refused('that is no URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refused(`${url.protocol.slice(0, -1)} is not spoken; use https`);
  if (url.username !== '' || url.password !== '')
    throw refused('a URL here holds no user name and no password');
  const host = hostOf(url);
  if (isIP(host) !== 0) assertAllowed(host, url, guard);
  return url;
}

/** The first bytes of a body as text; the rest is not waited for. */
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
    // what came before the connection broke is what there is
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
    lookup: guardedLookup(url, guard),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  request.on('error', () => undefined); // once there is an answer, its body tells of what breaks
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
    throw unreachable(error);
  }
}

/** A resolver for one connection: it hands on only addresses that were checked, and refuses the name if any is refused. */
function guardedLookup(url: URL, guard: AddressGuard): LookupFunction {
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

/** Where a redirect leads, for the methods that are safe to repeat elsewhere (RFC 9110 §15.4). */
function redirectOf({ statusCode = 0, headers }: IncomingMessage, base: URL): string | null {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return null;
  return URL.parse(headers.location, base.href)?.href ?? headers.location;
}

function assertAllowed(address: string, url: URL, guard: AddressGuard): void {
  if (!guard.allows(address)) {
    throw refused(
      `${url.hostname} is not an address of the public internet (OUTBOUND_ALLOWED_NETWORKS can allow it)`,
    );
  }
  if (url.protocol === 'http:' && !guard.isNamed(address))
    throw refused(`${url.hostname} is called by https only`);
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function refused(detail: string): SerenadeError {
  return new SerenadeError('outbound.refused', `This server does not call that URL: ${detail}.`);
}

function lateError(ms: number): SerenadeError {
  return new SerenadeError('outbound.unreachable', `There was no answer within ${ms} ms.`);
}

/** Says what kind of failure it was and not where: addresses behind a name are nobody's business. */
function unreachable(cause: unknown): SerenadeError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
  return new SerenadeError('outbound.unreachable', `The URL could not be reached: ${code}.`, {}, { cause });
}
