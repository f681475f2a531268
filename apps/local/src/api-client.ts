import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import {
  archiveView,
  errorLine,
  isOver,
  problemDocument,
  runEvent,
  scoreLine,
  scoringRunView,
  scoringSummary,
  trainingReport,
  trainingRunView,
  type ArchiveView,
  type CreateScoringRun,
  type CreateTrainingRun,
  type RunEvent,
} from '#libs/contracts';
import { linesOf, parseEvents } from '#libs/client';
import { LocalError } from './local-error.js';

type RunKind = 'training-runs' | 'scoring-runs';

/** Calls the HTTP API for the demo. Every call ends when `signal` aborts. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Streams a zip file to the API and reports the bytes sent to `onSent`. */
  async upload(path: string, onSent: (sentBytes: number) => void): Promise<ArchiveView> {
    const { size } = await stat(path);
    let sent = 0;
    const file = createReadStream(path, { highWaterMark: 256 * 1024 });
    const counted = Readable.from(
      (async function* () {
        for await (const piece of file as AsyncIterable<Buffer>) {
          yield piece;
          onSent((sent += piece.length));
        }
      })(),
    );
    const response = await this.fetch(`/v1/archives?name=${encodeURIComponent(basename(path))}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/zip',
        'content-length': String(size),
        'idempotency-key': randomUUID(),
      },
      body: Readable.toWeb(counted) as ReadableStream,
      duplex: 'half',
    });
    return archiveView.parse(await response.json());
  }

  async train(request: Partial<CreateTrainingRun>) {
    return trainingRunView.parse(await this.post('/v1/training-runs', request));
  }

  async score(request: CreateScoringRun) {
    return scoringRunView.parse(await this.post('/v1/scoring-runs', request));
  }

  async trainingRun(id: string) {
    return trainingRunView.parse(await this.get(`/v1/training-runs/${id}`));
  }

  async report(runId: string) {
    return trainingReport.parse(await this.get(`/v1/training-runs/${runId}/report`));
  }

  async summary(runId: string) {
    return scoringSummary.parse(await this.get(`/v1/scoring-runs/${runId}/summary`));
  }

  async scores(runId: string, most: number) {
    return this.firstLines(`/v1/scoring-runs/${runId}/scores`, scoreLine, most);
  }

  async errors(runId: string, most: number) {
    return this.firstLines(`/v1/scoring-runs/${runId}/errors`, errorLine, most);
  }

  /** Yields the events of a run until it ends. If the stream breaks, it resumes after the last event. */
  async *events(kind: RunKind, id: string): AsyncGenerator<RunEvent, void, undefined> {
    let lastId: string | null = null;
    for (;;) {
      const headers: Record<string, string> = lastId === null ? {} : { 'last-event-id': lastId };
      const response = await this.fetch(`/v1/${kind}/${id}/events`, { headers });
      if (response.status === 204 || response.body === null) return;
      try {
        for await (const { id: eventId, data } of parseEvents(response.body)) {
          lastId = eventId ?? lastId;
          const event = runEvent.parse(JSON.parse(data));
          yield event;
          if (event.type === 'state.changed' && isOver(event.state)) return;
        }
      } catch (error) {
        // undici throws a TypeError if the connection breaks; any other error is a defect.
        if (!(error instanceof TypeError)) throw error;
      }
      await sleep(500, undefined, { signal: this.signal });
    }
  }

  private async firstLines<S extends z.ZodType>(
    path: string,
    schema: S,
    most: number,
  ): Promise<z.infer<S>[]> {
    const response = await this.fetch(path, { headers: { accept: 'application/x-ndjson' } });
    const lines: z.infer<S>[] = [];
    if (response.body === null) return lines;
    for await (const line of linesOf(response.body)) {
      if (lines.length >= most) break;
      lines.push(schema.parse(JSON.parse(line)));
    }
    return lines;
  }

  private async get(path: string): Promise<unknown> {
    return (await this.fetch(path)).json();
  }

  private async post(path: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    return (await this.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  }

  /** @throws LocalError with the detail of the problem document */
  private async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, { ...init, signal: this.signal });
    if (response.ok) return response;
    const problem = problemDocument.safeParse(await response.json().catch(() => null));
    const said = problem.success
      ? `${problem.data.code}: ${problem.data.detail}`
      : `status ${response.status}`;
    throw new LocalError(`The API refused ${init.method ?? 'GET'} ${path.split('?')[0]}. ${said}`);
  }
}
