import { openAsBlob } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import {
  archiveView,
  dryRunView,
  isOver,
  modelView,
  runEvent,
  runKindOf,
  scoringRunView,
  scoringSummary,
  trainingRunView,
  type CreateScoringRun,
  type CreateTrainingRun,
  type DryRunView,
  type RunEvent,
  type ScoringRunView,
  type TrainingRunView,
} from '#libs/contracts';
import { parseEvents } from '#libs/client';

export interface SentEvent {
  readonly id: string | null;
  readonly event: RunEvent;
}

type RunView = ScoringRunView | TrainingRunView;

/** Requests to a real API, as any client makes them; `context` explains a run that does not get anywhere. */
export class RealClient {
  constructor(
    private readonly url: string,
    private readonly context: () => string,
  ) {}

  async upload(file: string): Promise<string> {
    const body = await openAsBlob(file, { type: 'application/zip' });
    const answer = await this.fetch('/v1/archives', { method: 'POST', body });
    return archiveView.parse(await answer.json()).id;
  }

  async train(request: Partial<CreateTrainingRun>): Promise<TrainingRunView> {
    return trainingRunView.parse(await this.post('/v1/training-runs', request));
  }

  async score(request: CreateScoringRun): Promise<ScoringRunView> {
    return scoringRunView.parse(await this.post('/v1/scoring-runs', request));
  }

  /** What the run would do. */
  async tryOut(request: CreateScoringRun): Promise<DryRunView> {
    return dryRunView.parse(await this.post('/v1/scoring-runs', { ...request, dryRun: true }));
  }

  async run(id: string): Promise<RunView> {
    const view = runKindOf(id) === 'scoring' ? scoringRunView : trainingRunView;
    return view.parse(await (await this.fetch(path(id))).json());
  }

  /** What the API answers to a request to steer the run. */
  async steer(
    id: string,
    what: 'cancel' | 'pause' | 'resume' | 'retry-failed',
    body: object = {},
  ): Promise<RunView> {
    const view = runKindOf(id) === 'scoring' ? scoringRunView : trainingRunView;
    return view.parse(await this.post(`${path(id)}/${what}`, body));
  }

  async cancel(id: string): Promise<void> {
    await this.steer(id, 'cancel');
  }

  /** The run as soon as it is as wanted. @throws when it is over without that, or the time is */
  async until(
    id: string,
    isReached: (run: RunView) => boolean,
    timeoutMs = 60_000,
    everyMs = 15,
  ): Promise<RunView> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const run = await this.run(id);
      if (isReached(run)) return run;
      if (isOver(run.state) || Date.now() > deadline)
        throw new Error(`The run stands at ${JSON.stringify(run, null, 1)}.\n${this.context()}`);
      await sleep(everyMs);
    }
  }

  /** The run once it is over. */
  async over(id: string, timeoutMs = 120_000, everyMs = 15): Promise<RunView> {
    return this.until(id, ({ state }) => isOver(state), timeoutMs, everyMs);
  }

  /** Events after the given one, as they come, until the run is over. Ends the request when the caller stops. */
  async *events(id: string, lastEventId: string | null = null): AsyncGenerator<SentEvent, void, undefined> {
    const headers: Record<string, string> = lastEventId === null ? {} : { 'last-event-id': lastEventId };
    const { body } = await this.fetch(`${path(id)}/events`, { headers });
    if (body === null) return;
    for await (const { id: eventId, data } of parseEvents(body))
      yield { id: eventId, event: runEvent.parse(JSON.parse(data)) };
  }

  async allEvents(id: string, lastEventId: string | null = null): Promise<SentEvent[]> {
    const events: SentEvent[] = [];
    for await (const event of this.events(id, lastEventId)) events.push(event);
    return events;
  }

  async summary(id: string) {
    return scoringSummary.parse(await (await this.fetch(`${path(id)}/summary`)).json());
  }

  async model(id: string) {
    return modelView.parse(await (await this.fetch(`/v1/models/${id}`)).json());
  }

  async status(place: string): Promise<number> {
    return (await fetch(`${this.url}${place}`)).status;
  }

  async text(id: string, result: 'scores' | 'errors', accept = 'application/x-ndjson'): Promise<string> {
    return (await this.fetch(`${path(id)}/${result}`, { headers: { accept } })).text();
  }

  async lines<S extends z.ZodType>(
    id: string,
    result: 'scores' | 'errors',
    schema: S,
  ): Promise<z.infer<S>[]> {
    const text = await this.text(id, result);
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => schema.parse(JSON.parse(line)));
  }

  private async post(place: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    return (await this.fetch(place, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  }

  private async fetch(place: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(`${this.url}${place}`, init);
    if (answer.ok) return answer;
    const said = `${init.method ?? 'GET'} ${place}: ${String(answer.status)} ${await answer.text()}`;
    throw new Error(answer.status < 500 ? said : `${said}\n${this.context()}`);
  }
}

function path(runId: string): string {
  return `/v1/${runKindOf(runId)}-runs/${runId}`;
}
