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
import { InvalidRequest } from './invalid-request.js';

/** Every error leaves as an RFC 9457 problem document with a stable code; what is not ours is never quoted. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const error = toSerenadeError(thrown);
    const problem = problemOf(error, pathOf(request));
    noticeUndeclared(this.logger, request, error.code);
    if (problem.status >= 500) this.logger.error({ err: error, url: problem.instance }, 'request failed');
    if (reply.raw.headersSent) {
      reply.raw.destroy(); // a stream broke half-way: a cut connection is the only honest ending
      return;
    }
    if (ERRORS[error.code].http === 503) void reply.header('retry-after', '1');
    const { retryAfterSeconds } = error.context;
    if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(retryAfterSeconds));
    sendProblem(reply, problem);
  }
}

/** Logged when a route answers with a code that the route table does not declare for it. Tests fail on it. */
export const UNDECLARED = 'the route does not declare this error code';

export function noticeUndeclared(logger: Logger, request: FastifyRequest, code: ErrorCode): void {
  const found = routeOf(request);
  if (found === null || declares(found.name, found.route, code)) return;
  logger.error({ route: found.name, code }, UNDECLARED);
}

/** Answers for Fastify where no filter of Nest does: for a malformed path, and for routes below Nest. */
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

/** An error of whatever kind as one with a code. */
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

/** Nest and Fastify quote the whole address, whose query may hold a ticket; the path stands in `instance`. */
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
  406: 'request.not_acceptable',
  413: 'request.too_large',
  415: 'request.unsupported_media_type',
};

/** Status of an error that Nest or Fastify made. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status =
    typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
