import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { SerenadeError, canonicalJson, sha256Hex } from '#libs/contracts';
import { IdempotencyStore, type Keyspace } from '#libs/queue';
import { KEYSPACE } from '../core/tokens.js';
import { isStream } from './body.js';

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Runs a POST with an `Idempotency-Key` once. A repeated request gets the first response and the header
 * `Idempotency-Replayed: true`. Streamed bodies are not kept, so they are compared by length and type only.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly requests: IdempotencyStore;

  constructor(@Inject(KEYSPACE) keyspace: Keyspace) {
    this.requests = new IdempotencyStore(keyspace);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined || isDry(request.body)) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw new SerenadeError(
        'request.invalid',
        'The header Idempotency-Key must have 1 to 255 visible ASCII characters.',
      );
    }
    return from(this.once(key, request, http.getResponse<FastifyReply>(), next));
  }

  private async once(
    key: string,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const { answer, replayed } = await this.requests.once(
      sha256Hex(`${request.caller.owner}\n${key}`),
      fingerprintOf(request),
      () => firstValueFrom(next.handle() as Observable<unknown>),
      withoutSecret,
    );
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return answer;
  }
}

/** Returns true for a dry run. It changes nothing and its response changes over time, so it always runs again. */
function isDry(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'dryRun' in body && body.dryRun === true;
}

const SECRETS = ['secret', 'ticket'] as const;

/** Replaces secrets with null before the response is stored, so only the first response contains them. */
function withoutSecret(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const told = SECRETS.filter((name) => name in answer);
  return told.length === 0 ? answer : { ...answer, ...Object.fromEntries(told.map((name) => [name, null])) };
}

function fingerprintOf(request: FastifyRequest): string {
  const body = isStream(request.body)
    ? { length: request.headers['content-length'] ?? null, type: request.headers['content-type'] ?? null }
    : (request.body ?? null);
  return sha256Hex(canonicalJson({ method: request.method, url: request.url, body }));
}
