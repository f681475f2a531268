import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Renders metrics in the Prometheus text format. */
export interface MetricsText {
  readonly contentType: string;
  render(): Promise<string>;
}

/** Serves a worker's GET /health/live (200 while `alive()` holds, else 503 with the reason) and GET /metrics. */
export async function startHealthServer(
  host: string,
  port: number,
  alive: () => { ok: boolean; detail: string },
  metrics: MetricsText | null = null,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/health/live') {
      const { ok, detail } = alive();
      response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: ok ? 'ok' : 'down', detail }));
    } else if (request.method === 'GET' && request.url === '/metrics' && metrics !== null) {
      void metrics.render().then(
        (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
