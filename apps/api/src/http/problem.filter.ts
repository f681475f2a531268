import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ERRORS,
  SerenadeError,
  asSerenadeError,
  declares,
  type ErrorCode,
  type ProblemDocument,
} from '#libs/contracts';
import { isConnectionError, unavailable } from '#libs/queue';
import type { Logger } from '#libs/runtime';
import { LOGGER } from '../core/tokens.js';
import { pathOf } from './path-of.js';
import { routeOf } from './route-of.js';
import { wrongMethod } from './wrong-method.js';
import { InvalidRequest } from './invalid-request.js';

/** Sends every error as an RFC 9457 problem document with a stable code. It never quotes errors of other software. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const found = toSerenadeError(thrown);
    const isUnknown = found.code === 'request.not_found' && routeOf(request) === null;
    const error = (isUnknown ? wrongMethod(request.method, pathOf(request)) : null) ?? found;
    const problem = problemOf(error, pathOf(request));
    noticeUndeclared(this.logger, request, error.code);
    if (problem.status >= 500) this.logger.error({ err: error, url: problem.instance }, 'request failed');
    if (reply.raw.headersSent) {
      reply.raw.destroy(); // the stream failed after it started, and only a cut connection can tell the client
      return;
    }
    if (ERRORS[error.code].http === 503) void reply.header('retry-after', '1');
    const { retryAfterSeconds, allow } = error.context;
    if (typeof allow === 'string') void reply.header('allow', allow);
    if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(retryAfterSeconds));
    sendProblem(reply, problem);
  }
}

/** The log text for a response whose code the route table does not declare for its route. Tests fail on it. */
export const UNDECLARED = 'the route does not declare this error code';

export function noticeUndeclared(logger: Logger, request: FastifyRequest, code: ErrorCode): void {
  const found = routeOf(request);
  if (found === null || declares(found.name, found.route, code)) return;
  logger.error({ route: found.name, code }, UNDECLARED);
}

/** Sends the problem document where Nest's filters do not apply: for malformed paths and for plain Fastify routes. */
export function refuseEarly(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, problemOf(toSerenadeError(thrown), pathOf(request)));
}

function sendProblem(reply: FastifyReply, problem: ProblemDocument): void {
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="serenade"');
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(problem));
}

export function problemOf(error: SerenadeError, instance: string): ProblemDocument {
  const { http: status, title } = ERRORS[error.code];
  const hidden = error.code === 'internal.error';
  return {
    type: `urn:serenade:problem:${error.code}`,
    title,
    status,
    detail: hidden ? 'Something broke inside Serenade; its log says what.' : error.message,
    instance,
    code: error.code,
    ...(error instanceof InvalidRequest ? { issues: [...error.issues] } : {}),
  };
}

/** Converts any error to one with a code. */
export function toSerenadeError(thrown: unknown): SerenadeError {
  if (thrown instanceof SerenadeError) return thrown;
  if (isConnectionError(thrown)) return unavailable(thrown);
  const status = statusOf(thrown);
  const code = status === undefined ? undefined : BY_STATUS[status];
  if (code === 'request.not_found') return notFound(thrown);
  if (code !== undefined) return asSerenadeError(thrown, code);
  if (status !== undefined && status < 500) return asSerenadeError(thrown, 'request.invalid');
  return asSerenadeError(thrown);
}

/** Replaces the error text of Nest and Fastify, which quotes the query and with it a ticket. `instance` has the path. */
function notFound(cause: unknown): SerenadeError {
  return new SerenadeError(
    'request.not_found',
    'There is nothing here; /docs names every endpoint.',
    {},
    { cause },
  );
}

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  404: 'request.not_found',
  405: 'request.method_not_allowed',
  406: 'request.not_acceptable',
  413: 'request.too_large',
  415: 'request.unsupported_media_type',
};

/** Returns the status of an error that Nest or Fastify threw. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status =
    typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
