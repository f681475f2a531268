import { openAsBlob } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  ROUTES,
  isOver,
  runKindOf,
  type Answer,
  type CreateScoringRun,
  type CreateTrainingRun,
  type DryRunView,
  type RetryFailed,
  type Route,
  type ScoringRunView,
  type TrainingRunView,
} from '#libs/contracts';
import {
  ApiError,
  createClient,
  openEvents,
  type AskingArguments,
  type JsonRouteName,
  type SentEvent,
} from '#libs/client';

type RunView = ScoringRunView | TrainingRunView;

/** The client of the API with shortcuts for tests. `context` describes the state of the stack in error messages. */
export class RealClient {
  private readonly api;

  constructor(
    private readonly url: string,
    private readonly context: () => string,
  ) {
    this.api = createClient({ url });
  }

  /** Returns the response if it matches the schema of its route. */
  async call<N extends JsonRouteName>(name: N, ...asking: AskingArguments<N>): Promise<Answer<N>> {
    const { answer, also }: Route = ROUTES[name];
    const json = await this.explain(this.api.call(name, ...asking));
    if (!(answer instanceof z.ZodType)) return json;
    return (also === undefined ? answer : z.union([answer, also.schema])).parse(json) as Answer<N>;
  }

  async upload(file: string): Promise<string> {
    const body = await openAsBlob(file, { type: 'application/zip' });
    return (await this.call('POST /v1/archives', { body })).id;
  }

  async train(request: Partial<CreateTrainingRun>): Promise<TrainingRunView> {
    return this.call('POST /v1/training-runs', { body: request as CreateTrainingRun });
  }

  async score(request: CreateScoringRun): Promise<ScoringRunView> {
    return (await this.call('POST /v1/scoring-runs', { body: request })) as ScoringRunView;
  }

  /** Returns the dry run. */
  async tryOut(request: CreateScoringRun): Promise<DryRunView> {
    const body = { ...request, dryRun: true };
    return (await this.call('POST /v1/scoring-runs', { body })) as DryRunView;
  }

  async run(id: string): Promise<RunView> {
    return this.call(`GET /v1/${runKindOf(id)}-runs/{id}`, { params: { id } });
  }

  async steer(id: string, verb: 'cancel' | 'pause' | 'resume'): Promise<RunView> {
    return this.call(`POST /v1/${runKindOf(id)}-runs/{id}/${verb}`, { params: { id } });
  }

  async retryFailed(id: string, body?: Partial<RetryFailed>): Promise<ScoringRunView> {
    const asking = { params: { id }, ...(body === undefined ? {} : { body }) };
    return this.call('POST /v1/scoring-runs/{id}/retry-failed', asking);
  }

  async cancel(id: string): Promise<void> {
    await this.steer(id, 'cancel');
  }

  /** Waits for a state of the run. @throws if the run ends without it, or the time is up */
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
        throw new Error(`The run is ${JSON.stringify(run, null, 1)}.\n${this.context()}`);
      await sleep(everyMs);
    }
  }

  /** Waits until the run is over. */
  async over(id: string, timeoutMs = 120_000, everyMs = 15): Promise<RunView> {
    return this.until(id, ({ state }) => isOver(state), timeoutMs, everyMs);
  }

  /** Yields events after the given one, over one connection; it ends when the caller stops. */
  async *events(id: string, lastEventId: string | null = null): AsyncGenerator<SentEvent, void, undefined> {
    const events = await openEvents({ url: this.url }, id, lastEventId);
    if (events !== null) yield* events;
  }

  async allEvents(id: string, lastEventId: string | null = null): Promise<SentEvent[]> {
    const events: SentEvent[] = [];
    for await (const event of this.events(id, lastEventId)) events.push(event);
    return events;
  }

  async summary(id: string) {
    return this.call('GET /v1/scoring-runs/{id}/summary', { params: { id } });
  }

  async model(id: string) {
    return this.call('GET /v1/models/{id}', { params: { id } });
  }

  async status(place: string): Promise<number> {
    return (await fetch(`${this.url}${place}`)).status;
  }

  async text(id: string, result: 'scores' | 'errors', accept = 'application/x-ndjson'): Promise<string> {
    const asking = { params: { id }, headers: { accept } };
    return (await this.explain(this.api.open(`GET /v1/scoring-runs/{id}/${result}`, asking))).text();
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

  /** Adds the status and the code to the message, and the context if the server failed. */
  private async explain<T>(calling: Promise<T>): Promise<T> {
    try {
      return await calling;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { status, code, message } = error;
      const context = status !== null && status < 500 ? '' : `\n${this.context()}`;
      throw new Error(`${String(status)} ${code}: ${message}${context}`, { cause: error });
    }
  }
}
