import { Controller, Inject } from '@nestjs/common';
import type { Readiness } from '#libs/contracts';
import { Gate } from '../access/gate.js';
import { Serves, type Asked } from '../http/serves.js';
import { MetricsService } from './metrics.service.js';
import { ReadinessService } from './readiness.service.js';

@Controller()
export class HealthController {
  constructor(
    @Inject(Gate) private readonly gate: Gate,
    @Inject(ReadinessService) private readonly readiness: ReadinessService,
    @Inject(MetricsService) private readonly metrics: MetricsService,
  ) {}

  @Serves('GET /health/live')
  live() {
    return { status: 'ok' } as const;
  }

  /**
   * 200 while the API accepts requests, also without workers (`degraded`); 503 without Redis or store. Only this machine
   * and callers with a key see queues, workers and reasons.
   */
  @Serves('GET /health/ready')
  async ready({ request, reply }: Asked<'GET /health/ready'>) {
    const isKnown = await this.gate.knows(request);
    const readiness = await this.readiness.check();
    void reply.status(readiness.status === 'down' ? 503 : 200);
    return isKnown ? readiness : outline(readiness);
  }

  @Serves('GET /metrics')
  async scrape({ reply }: Asked<'GET /metrics'>) {
    await reply.header('content-type', this.metrics.contentType).send(await this.metrics.render());
  }
}

function outline({ status, redis, store }: Readiness): Readiness {
  return {
    status,
    redis: { ok: redis.ok },
    store: { ok: store.ok, kind: store.kind },
    queues: {},
    workers: [],
  };
}
