import { expect, it } from 'vitest';
import { audioTicketView, type ScoringRunView, type TrainingRunView } from '#libs/contracts';
import { labelledClips } from '#libs/synthetic';
import { OtlpReceiver, type ReceivedSpan } from '../support/otlp-receiver.js';
import { RealFolder } from '../support/real-folder.js';
import { RealProcess } from '../support/real-process.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore, type RealStore } from '../support/real-store.js';
import { describeWithRedis, uniqueName } from '../support/services.js';

describeWithRedis('traces', (redisUrl) => {
  it('show a scoring run as one trace, from its POST through both workers to its end', async () => {
    await using receiver = await OtlpReceiver.start();
    await using folder = await folderStore();
    const store: RealStore = { ...folder, env: { ...folder.env, ...receiver.env } };
    const scoring = await trainAndScore(redisUrl, store);
    await expect.poll(() => named(receiver, 'process finish-scoring', scoring.id)).toHaveLength(1);

    const [post] = named(receiver, 'POST /v1/scoring-runs', scoring.id);
    expect(post).toMatchObject({ service: 'serenade-api', parentSpanId: null, kind: 2 });
    expect(post!.attributes).toMatchObject({ 'http.response.status_code': 202 });
    const trace = receiver.spans.filter(({ traceId }) => traceId === post!.traceId);
    const jobs = trace.filter(({ kind }) => kind === 5);
    expect(new Set(jobs.map(({ service, name }) => `${service}: ${name}`))).toEqual(
      new Set([
        'serenade-worker-features: process index-archive',
        'serenade-worker-features: process conduct-run',
        'serenade-worker-features: process extract-shard',
        'serenade-worker-gpu: process score-shard',
        'serenade-worker-features: process finish-scoring',
      ]),
    );
    for (const job of jobs) {
      expect(job.attributes['serenade.run_id']).toBe(scoring.id);
      expect(ancestors(job, trace).at(-1)).toBe(post);
      expect(ancestors(job, trace)[0]!.name).toBe(job.name.replace('process', 'add'));
    }
    const score = jobs.find(({ name }) => name === 'process score-shard')!;
    expect(score.attributes).toMatchObject({ 'serenade.shard': 0, 'messaging.destination.name': 'scoring' });
    expect(ancestors(score, trace).map(({ name }) => name)).toContain('process extract-shard');

    const within = (parent: ReceivedSpan) => trace.filter((span) => ancestors(span, trace).includes(parent));
    const puts = within(score).filter(({ name }) => name === 'store putIfAbsent');
    expect(puts.map(({ attributes }) => attributes['serenade.store.prefix'])).toEqual(['scoring-runs']);
    expect(
      within(post!).some(({ service, name }) => service === 'serenade-api' && name === 'store find'),
    ).toBe(true);
    expect(trace.filter(({ status }) => status === 2)).toEqual([]);
    expect(receiver.bodies.join()).not.toContain(store.env['STORE_DIR']);
    expect(receiver.bodies.join()).toContain('GET /v1/scoring-runs/:id/clips/:clip/audio');
    expect(receiver.bodies.join()).not.toContain('srt_');
  }, 120_000);

  it('are off without a collector, and no file of the SDK is loaded', async () => {
    await using receiver = await OtlpReceiver.start();
    expect(await loadedModules(redisUrl, {})).toEqual([]);
    expect(await loadedModules(redisUrl, { ...receiver.env, OTEL_SDK_DISABLED: 'true' })).toEqual([]);
    expect((await loadedModules(redisUrl, receiver.env)).length).toBeGreaterThan(10);
  }, 120_000);

  it('are dropped with a warning if the collector is unavailable, and delay no shutdown', async () => {
    await using store = await folderStore();
    await using api = new RealProcess('api', {
      ...store.env,
      REDIS_URL: redisUrl,
      QUEUE_PREFIX: uniqueName(),
      PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', // the port "discard", where no server listens
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    });
    const url = String((await api.logged('listening'))['url']);
    expect((await fetch(`${url}/v1/archives`)).status).toBe(200);
    await api.logged('sending traces failed', 10_000);
    const askedAt = Date.now();
    api.kill('SIGTERM');
    expect(await api.ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - askedAt).toBeLessThan(8_000);
  }, 60_000);
});

/** Lists the files of OpenTelemetry's SDK that an API loads. prom-client loads only the `api` package, which does nothing. */
async function loadedModules(redisUrl: string, env: Readonly<Record<string, string>>): Promise<string[]> {
  await using store = await folderStore();
  await using folder = await RealFolder.make();
  const tell = `process.on('exit', () => {
    const loaded = Object.keys(require.cache).filter((file) => /@opentelemetry.(?!api.)/.test(file));
    require('node:fs').writeSync(1, JSON.stringify({ msg: 'loaded', loaded }) + '\\n');
  });`;
  const preload = await folder.file('tell.cjs', Buffer.from(tell));
  const own = { REDIS_URL: redisUrl, QUEUE_PREFIX: uniqueName(), PORT: '0' };
  const api = new RealProcess('api', { ...store.env, ...own, ...env, NODE_OPTIONS: `--require ${preload}` });
  await api.logged('listening');
  await api[Symbol.asyncDispose]();
  return (await api.logged('loaded'))['loaded'] as string[];
}

/** Runs a scoring with an existing model, and returns its traces. */
async function trainAndScore(redisUrl: string, store: RealStore): Promise<ScoringRunView> {
  await using stack = await RealStack.start({ redisUrl, store, featureWorkers: 1, gpuWorkers: 1 });
  await using folder = await RealFolder.make();
  const { client } = stack;
  const learned = await client.upload(await folder.zip('learned.zip', labelledClips(1, 4, 2)));
  const { id } = await client.train({ archiveId: learned, corpus: 'folder', epochs: 1 });
  const { modelId } = (await client.over(id)) as TrainingRunView;
  const archiveId = await client.upload(await folder.zip('clips.zip', labelledClips(2, 4, 2)));
  const started = await client.score({ archiveId, modelId: modelId! });
  const scored = (await client.over(started.id)) as ScoringRunView;
  const sound = `/v1/scoring-runs/${scored.id}/clips/0/audio`;
  const asked = await fetch(`${stack.url}${sound}-ticket`, { method: 'POST' });
  const { ticket } = audioTicketView.parse(await asked.json());
  expect(await client.status(`${sound}?ticket=${ticket!}`)).toBe(200);
  return scored;
}

function named(receiver: OtlpReceiver, name: string, runId: string): ReceivedSpan[] {
  return receiver.spans.filter((span) => span.name === name && span.attributes['serenade.run_id'] === runId);
}

/** Lists the ancestors of a span, from its parent to the root of the trace. */
function ancestors({ parentSpanId }: ReceivedSpan, trace: readonly ReceivedSpan[]): ReceivedSpan[] {
  const parent = trace.find(({ spanId }) => spanId === parentSpanId);
  return parent === undefined ? [] : [parent, ...ancestors(parent, trace)];
}
