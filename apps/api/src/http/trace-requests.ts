import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSpan, isTracing, type OpenSpan } from '#libs/runtime';

const RUN_ID = /^(?:scr|trn)-[0-9a-f-]{36}$/;

/** Routes that probes call every few seconds. Their spans would only be noise. */
const UNTRACED: readonly string[] = ['/health/live', '/health/ready', '/metrics'];

/**
 * Creates a span for each request, named after its route. Calls to the store and the queue become its children. Only a
 * trusted proxy may send a `traceparent`, because its sender decides what is sampled.
 */
export function traceRequests(fastify: FastifyInstance, isProxyTrusted: boolean): void {
  if (!isTracing()) return;
  const spans = new WeakMap<FastifyRequest, OpenSpan>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (UNTRACED.includes(route)) return done();
    const { traceparent } = request.headers;
    const span = beginSpan(`${request.method} ${route}`, {
      kind: 'server',
      attributes: { 'http.request.method': request.method, 'http.route': route },
      parent: isProxyTrusted && typeof traceparent === 'string' ? traceparent : undefined,
    });
    spans.set(request, span);
    span.run(done);
  });
  // Fastify reads a body in the context of the connection. This hook restores the context of the request.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) done();
    else span.run(done);
  });
  fastify.addHook('onResponse', (request, { statusCode }, done) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': statusCode, 'serenade.run_id': runOf(request) });
    if (statusCode >= 500) span?.fail(String(statusCode));
    span?.end();
    done();
  });
}

/** Returns the run that a request names or created. */
function runOf({ params, madeId }: FastifyRequest): string | undefined {
  const named = [...Object.values((params ?? {}) as Record<string, unknown>), madeId];
  return named.find((id): id is string => typeof id === 'string' && RUN_ID.test(id));
}
