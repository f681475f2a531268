import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { embeddingOf, sha256Hex, type EmbeddingDefinition } from '#libs/contracts';
import {
  endlessModel,
  externalModel,
  foreignModel,
  growingModel,
  hugeModel,
} from '../../../../test/support/hostile-models.js';
import { statisticsModel } from '../../../../test/support/statistics-model.js';
import { tempStore } from '../../../../test/support/temp-store.js';
import { EmbeddingProcesses, type EmbeddingProcessesOptions } from './embedding-processes.js';

const MIB = 1024 ** 2;
const OPTIONS: EmbeddingProcessesOptions = { memoryBytes: 512 * MIB, seconds: 20, perModel: 1, most: 2 };
const signal = Float32Array.from({ length: 1_600 }, (_, i) => Math.sin(i / 7) / 2);
const wanted = [signal.reduce((sum, value) => sum + value, 0) / signal.length, Math.max(...signal)];

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function openProcesses(options: Partial<EmbeddingProcessesOptions> = {}) {
  const temp = await tempStore();
  const processes = new EmbeddingProcesses(temp.store, { ...OPTIONS, ...options });
  open.push(temp, { [Symbol.asyncDispose]: () => processes.close() });
  const define = async (model: Uint8Array): Promise<EmbeddingDefinition> => {
    const sha256 = sha256Hex(model);
    await temp.store.put(`models/${sha256}`, model);
    const facts = { sha256, dimensions: 2, inputScaling: 'none', minSamples: 4 } as const;
    return embeddingOf(facts, `models/${sha256}`);
  };
  return { processes, define, statistics: await define(statisticsModel) };
}

const isClose = (embedding: Float32Array): void =>
  embedding.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 5));

it('runs a model for many signals in one process', async () => {
  const { processes, statistics } = await openProcesses();
  for (const each of await Promise.all([1, 2, 3].map(() => processes.embed(statistics, signal))))
    isClose(each);
  expect(processes.pids).toHaveLength(1);
  const [pid] = processes.pids;
  isClose(await processes.embed(statistics, signal));
  expect(processes.pids).toEqual([pid]);
});

it('runs as many processes of a model as it may, if as many callers wait', async () => {
  const { processes, statistics } = await openProcesses({ perModel: 2 });
  await Promise.all([1, 2, 3].map(() => processes.embed(statistics, signal)));
  expect(processes.pids).toHaveLength(2);
});

it('ends the idle process of another model if it may run no more', async () => {
  const { processes, define, statistics } = await openProcesses({ most: 1 });
  await processes.embed(statistics, signal);
  const [pid] = processes.pids;
  await expect(processes.embed(await define(foreignModel), signal)).rejects.toMatchObject({
    code: 'embedding_model.unsafe',
  });
  isClose(await processes.embed(statistics, signal));
  expect(processes.pids).not.toEqual([pid]);
});

it.each([
  ['an endless loop', endlessModel, { seconds: 2 }, 'within 2 s', 'EMBEDDING_SECONDS'],
  ['an allocation of 40 GB', hugeModel, {}, '512 MiB', 'EMBEDDING_MEMORY_BYTES'],
  ['growing memory', growingModel, {}, '512 MiB', 'EMBEDDING_MEMORY_BYTES'],
])(
  'reports %s with the limit and its setting, while another model runs on',
  async (_, model, limits, limit, setting) => {
    const { processes, define, statistics } = await openProcesses(limits);
    await processes.embed(statistics, signal);
    const hostile = processes.embed(await define(model), signal);
    hostile.catch(() => undefined);
    isClose(await processes.embed(statistics, signal));
    await expect(hostile).rejects.toMatchObject({
      code: 'clip.embedding_failed',
      message: expect.stringMatching(`${limit}.*${setting}`) as string,
    });
    isClose(await processes.embed(statistics, signal));
    expect(processes.pids).toHaveLength(1); // nothing of the hostile model is left
  },
  60_000,
);

it.each([
  ['external data', externalModel, 'embedding_model.unsafe'],
  ['a foreign operator', foreignModel, 'embedding_model.unsafe'],
  [
    'bytes that are no model',
    Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256),
    'embedding_model.invalid',
  ],
])('refuses %s', async (_, model, code) => {
  const { processes, define } = await openProcesses();
  await expect(processes.embed(await define(model), signal)).rejects.toMatchObject({ code });
});

it.each(['SIGSEGV', 'SIGABRT', 'SIGKILL'] as const)(
  'reports a process that ends by %s, and starts another',
  async (name) => {
    const { processes, statistics } = await openProcesses();
    await processes.embed(statistics, signal);
    const [pid] = processes.pids;
    process.kill(pid!, 'SIGSTOP'); // so that the request is in the process when it ends
    const lost = processes.embed(statistics, signal);
    lost.catch(() => undefined);
    process.kill(pid!, name);
    process.kill(pid!, 'SIGCONT');
    await expect(lost).rejects.toMatchObject({
      code: 'clip.embedding_failed',
      message: expect.stringContaining(name) as string,
    });
    isClose(await processes.embed(statistics, signal));
    expect(processes.pids).not.toEqual([pid]);
  },
);

it('blames the model after three failures in a row, and lets it try again', async () => {
  const { processes, define } = await openProcesses();
  const huge = await define(hugeModel);
  const codes: unknown[] = [];
  for (let clip = 0; clip < 4; clip++) {
    await processes
      .embed(huge, signal)
      .catch((error: unknown) => codes.push((error as { code: string }).code));
  }
  const failed = 'clip.embedding_failed';
  expect(codes).toEqual([failed, failed, 'embedding_model.out_of_memory', failed]);
}, 60_000);

it('runs damaged models or reports a coded error', async () => {
  const { processes, define, statistics } = await openProcesses({ seconds: 5 });
  const at = fc.nat(statisticsModel.length - 1);
  const damages = fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(damages, async (changes) => {
      const model = statisticsModel.slice();
      for (const [position, value] of changes) model[position] = value;
      const outcome = await processes
        .embed(await define(model), signal)
        .then(() => 'ran')
        .catch((error: unknown) => (error as { code?: string }).code);
      expect(outcome).toMatch(/^(ran|model\.corrupt|embedding_model\.\w+|clip\.embedding_failed)$/);
    }),
    { numRuns: 12 },
  );
  isClose(await processes.embed(statistics, signal));
}, 120_000);
