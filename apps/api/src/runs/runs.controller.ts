import { Controller, Inject } from '@nestjs/common';
import { runKindOf } from '#libs/contracts';
import type { Keyspace } from '#libs/queue';
import { RunLedger } from '#libs/runs';
import type { Caller } from '../access/caller.js';
import { KEYSPACE } from '../core/tokens.js';
import { Serves, actionOf, type Asked } from '../http/serves.js';
import { RetentionService } from '../retention/retention.service.js';
import { streamRunEvents } from './run-events.stream.js';
import { RunsService } from './runs.service.js';

/** Names a route of both kinds of runs. */
type OfRun<
  Method extends string,
  Rest extends string = '',
> = `${Method} /v1/${'scoring' | 'training'}-runs/{id}${Rest}`;

/** Endpoints that scoring and training runs have in common. */
@Controller()
export class RunsController {
  constructor(
    @Inject(KEYSPACE) readonly keyspace: Keyspace,
    @Inject(RunLedger) readonly ledger: RunLedger,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(RetentionService) private readonly retention: RetentionService,
  ) {}

  @Serves('GET /v1/scoring-runs/{id}', 'GET /v1/training-runs/{id}')
  async get({ caller, params }: Asked<OfRun<'GET'>>) {
    return this.runs.view(await this.find(caller, params.id));
  }

  @Serves(
    'POST /v1/scoring-runs/{id}/cancel',
    'POST /v1/training-runs/{id}/cancel',
    'POST /v1/scoring-runs/{id}/pause',
    'POST /v1/training-runs/{id}/pause',
    'POST /v1/scoring-runs/{id}/resume',
    'POST /v1/training-runs/{id}/resume',
  )
  async steer({ caller, params, name }: Asked<OfRun<'POST', '/cancel' | '/pause' | '/resume'>>) {
    await this.runs[actionOf(name)](await this.find(caller, params.id));
    return this.runs.view(await this.find(caller, params.id));
  }

  @Serves('DELETE /v1/scoring-runs/{id}', 'DELETE /v1/training-runs/{id}')
  async delete({ caller, params }: Asked<OfRun<'DELETE'>>) {
    return this.retention.removeRun(caller, await this.find(caller, params.id));
  }

  @Serves('GET /v1/scoring-runs/{id}/events', 'GET /v1/training-runs/{id}/events')
  async events({ caller, params, request, reply }: Asked<OfRun<'GET', '/events'>>) {
    await streamRunEvents(this, await this.find(caller, params.id), request, reply);
  }

  private find(caller: Caller, id: string) {
    const { scoring, training } = this.ledger;
    return runKindOf(id) === 'scoring'
      ? this.runs.get(caller, scoring, id)
      : this.runs.get(caller, training, id);
  }
}
