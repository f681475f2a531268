import 'reflect-metadata';
import accepts from '@fastify/accepts';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { registerAccess } from './access/register-access.js';
import { AppModule } from './app.module.js';
import type { ApiContext } from './core/api-context.js';
import { releaseFolder } from './core/release-folder.js';
import { MetricsService } from './health/metrics.service.js';
import { registerBodyParsers } from './http/body.js';
import { observeRequests } from './http/observe.js';
import { traceRequests } from './http/trace-requests.js';
import { refuseEarly } from './http/problem.filter.js';
import { servePage } from './http/serve-page.js';
import { unpackBodies } from './http/unpack-bodies.js';
import { registerSecurityHeaders } from './http/security-headers.js';
import { serveDocs } from './openapi/serve-docs.js';
import { TusUploads } from './uploads/tus-uploads.js';

export const API_VERSION = '0.1.0';

/** Creates the HTTP application, which does not listen yet. */
export async function createServer(context: ApiContext): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(context),
    new FastifyAdapter({
      trustProxy: context.env.TRUST_PROXY,
      forceCloseConnections: true,
      frameworkErrors: refuseEarly,
    }),
    { bodyParser: false, logger: ['error', 'warn'] },
  );
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(accepts);
  await registerSecurityHeaders(fastify);
  traceRequests(fastify, context.env.TRUST_PROXY);
  registerAccess(fastify, context);
  unpackBodies(fastify);
  registerBodyParsers(fastify);
  observeRequests(fastify, context.logger, app.get(MetricsService).registry);
  app.get(TusUploads).register(fastify);
  await serveDocs(fastify, API_VERSION);
  const page = releaseFolder('dist/web', 'index.html'); // null if the dashboard is not built
  if (page === null) context.logger.warn('the dashboard is not built; run `npm run build` to serve it at /');
  else await servePage(fastify, page);
  return app;
}
