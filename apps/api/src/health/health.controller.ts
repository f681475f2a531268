import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readiness } from '#libs/contracts';
import { Platform } from '../platform.js';
import { MetricsService } from './metrics.service.js';
import { ReadinessService } from './readiness.service.js';

@Controller()
export class HealthController {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(ReadinessService) private readonly readiness: ReadinessService,
    @Inject(MetricsService) private readonly metrics: MetricsService,
  ) {}

  /** The process answers. */
  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * 200 while requests can be taken, with workers missing too (`degraded`); 503 without Redis or store. Queues, workers
   * and reasons are for this machine and for whoever has a key.
   */
  @Get('health/ready')
  async ready(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const isKnown = await this.platform.gate.knows(request);
    const readiness = isKnown ? await this.readiness.check() : outline(await this.readiness.check());
    await reply.status(readiness.status === 'down' ? 503 : 200).send(readiness);
  }

  /** Prometheus text format. */
  @Get('metrics')
  async scrape(@Res() reply: FastifyReply): Promise<void> {
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
