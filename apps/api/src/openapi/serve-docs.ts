import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './document.js';

/** The document at /docs/json and /docs/yaml, and a page to read it at /docs; nothing comes from elsewhere. */
export async function serveDocs(fastify: FastifyInstance, version: string): Promise<void> {
  const document = openApiDocument(version) as never; // the plugin's type is narrower than OpenAPI 3.1
  await fastify.register(swagger, { mode: 'static', specification: { document } });
  await fastify.register(swaggerUi, { routePrefix: '/docs' });
}
