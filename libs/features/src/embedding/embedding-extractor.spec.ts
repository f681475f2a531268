import { sha256Hex, type EmbeddingDefinition } from '#libs/contracts';
import { rm, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createExtractor } from '../extractor.js';
import { message, onnxModel, type Field } from '../../../../test/support/onnx-writer.js';
import { createEmbeddingExtractor, type EmbeddingExtractor } from './embedding-extractor.js';
import { loadEmbeddingModel, type EmbeddingModel } from './embedding-model.js';

/** A model that outputs the mean and maximum of the signal: `[1, 2]`. */
const statistics = onnxModel(
  [
    { op: 'ReduceMean', inputs: ['signal'], output: 'mean', ints: { axes: [1] } },
    { op: 'ReduceMax', inputs: ['signal'], output: 'max', ints: { axes: [1] } },
    { op: 'Concat', inputs: ['mean', 'max'], output: 'embedding', int: { axis: 1 } },
  ],
  { name: 'embedding', rank: 2 },
);

/** A model that outputs frames of four samples: `[1, frames, 4]`. */
const framed = onnxModel(
  [{ op: 'Reshape', inputs: ['signal', 'shape'], output: 'frames' }],
  { name: 'frames', rank: 3 },
  { shape: [1, -1, 4] },
);

/** Builds a model that adds four bytes to the mean of the signal. They come from a file, or are zeros in the model. */
function readerOf(file: string | null): Uint8Array {
  const entry = (key: string, value: string): Field => [
    13,
    message([
      [1, key],
      [2, value],
    ]),
  ];
  const data: Field[] =
    file === null ? [[9, new Uint8Array(4)]] : [entry('location', file), entry('length', '4'), [14, 1]];
  const weights = message([[1, 1], [1, 4], [2, 2], [8, 'weights'], ...data]);
  return onnxModel(
    [
      { op: 'ReduceMean', inputs: ['signal'], output: 'mean', ints: { axes: [1] } },
      { op: 'Cast', inputs: ['weights'], output: 'floats', int: { to: 1 } },
      { op: 'Add', inputs: ['mean', 'floats'], output: 'embedding' },
    ],
    { name: 'embedding', rank: 2 },
    {},
    [weights],
  );
}

function definitionOf(model: Uint8Array, change: Partial<EmbeddingDefinition> = {}): EmbeddingDefinition {
  return {
    version: 1,
    kind: 'embedding',
    sampleRateHz: 16_000,
    resampler: 'kaiser-8',
    spanSeconds: null,
    modelKey: 'models/test.onnx',
    modelSha256: sha256Hex(model),
    dimensions: 2,
    inputScaling: 'none',
    minSamples: 4,
    cmvn: 'corpus',
    ...change,
  };
}

const signal = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i) * 0.5 + (i % 4) * 0.1);
const mean = signal.reduce((sum, value) => sum + value, 0) / signal.length;

const open: EmbeddingModel[] = [];
async function load(model: Uint8Array, expected = model): Promise<EmbeddingModel> {
  const loaded = await loadEmbeddingModel({ key: 'models/test.onnx', sha256: sha256Hex(expected) }, model);
  open.push(loaded);
  return loaded;
}

async function openModel(
  bytes: Uint8Array,
  change?: Partial<EmbeddingDefinition>,
): Promise<EmbeddingExtractor> {
  const model = await load(bytes);
  return createEmbeddingExtractor(definitionOf(bytes, change), ({ dimensions }, samples) =>
    model.embed(samples, dimensions),
  );
}

afterEach(async () => {
  for (const model of open.splice(0)) await model.close();
});

const corrupt = (text: string): unknown =>
  expect.objectContaining({ code: 'model.corrupt', message: expect.stringContaining(text) as string });

describe('an embedding', () => {
  it("returns the model's output for the signal", async () => {
    const [first, second] = await (await openModel(statistics)).extract(signal);
    expect(first).toBeCloseTo(mean, 5);
    expect(second).toBe(Math.max(...signal));
  });

  it('averages the frames of a model that outputs frames', async () => {
    const embedding = await (await openModel(framed, { dimensions: 4 })).extract(signal);
    const wanted = [0, 1, 2, 3].map((phase) => {
      const own = signal.filter((_, i) => i % 4 === phase);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    });
    embedding.forEach((value, i) => expect(value).toBeCloseTo(wanted[i] ?? NaN, 5));
  });

  it('scales the signal to mean 0 and deviation 1 if the definition requires it', async () => {
    const extractor = await openModel(statistics, { inputScaling: 'unit-variance' });
    const [first, second] = await extractor.extract(signal);
    const deviation = Math.sqrt(signal.reduce((sum, value) => sum + (value - mean) ** 2, 0) / signal.length);
    expect(first).toBeCloseTo(0, 5);
    expect(second).toBeCloseTo((Math.max(...signal) - mean) / deviation, 3);
  });

  it('passes the span to the model, padded with zeros', async () => {
    const extractor = await openModel(statistics, { spanSeconds: 0.05 });
    const [first] = await extractor.extract(signal);
    expect(first).toBeCloseTo(mean / 2, 5);
  });

  it('returns the same embedding for the same signal', async () => {
    const extractor = await openModel(statistics);
    expect(await extractor.extract(signal)).toEqual(await extractor.extract(signal));
  });

  it('reports engine.unavailable without a path if onnxruntime is not installed', async () => {
    vi.resetModules();
    vi.doMock('onnxruntime-node', () => {
      throw new Error("Cannot find package 'onnxruntime-node' imported from /srv/app/embedding-model.js");
    });
    const fresh = await import('./embedding-model.js');
    const failure: unknown = await fresh
      .loadEmbeddingModel({ key: 'models/test.onnx', sha256: null }, statistics)
      .catch((e: unknown) => e);
    vi.doUnmock('onnxruntime-node');
    expect(failure).toMatchObject({
      code: 'engine.unavailable',
      message: expect.not.stringContaining('/') as string,
    });
  });

  it('rejects bytes with another hash', async () => {
    await expect(load(statistics, framed)).rejects.toThrow(corrupt('SHA-256'));
  });

  it('rejects bytes that are not a model', async () => {
    const junk = Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256);
    await expect(load(junk)).rejects.toThrow(expect.objectContaining({ code: 'embedding_model.invalid' }));
  });

  it('rejects a message that onnxruntime cannot load', async () => {
    const empty = message([[1, 8]]);
    await expect(load(empty)).rejects.toThrow(corrupt('not an ONNX model'));
  });

  it('rejects a model that reads a file in the working directory', async () => {
    const secret = `external-data-${process.pid}.bin`;
    await writeFile(secret, 'secret');
    onTestFinished(() => rm(secret));
    const reader = readerOf(secret);
    await expect(load(reader)).rejects.toThrow(expect.objectContaining({ code: 'embedding_model.unsafe' }));
  });

  it('loads the same model if the tensor contains the data', async () => {
    const extractor = await openModel(readerOf(null), { dimensions: 4 });
    expect(await extractor.extract(signal)).toHaveLength(4);
  });

  it('rejects vectors of another size, and vectors that are not finite', async () => {
    const returning = (vector: number[]): EmbeddingExtractor =>
      createEmbeddingExtractor(definitionOf(statistics), () => Promise.resolve(Float32Array.from(vector)));
    await expect(returning([1, 2, 3]).extract(signal)).rejects.toThrow(corrupt('2 finite numbers'));
    await expect(returning([1, NaN]).extract(signal)).rejects.toThrow(corrupt('2 finite numbers'));
  });

  it('rejects an output of another size', async () => {
    const extractor = await openModel(statistics, { dimensions: 3 });
    await expect(extractor.extract(signal)).rejects.toThrow(corrupt('returns [1, 2], not [1, 3]'));
  });

  it('reports that the model cannot run on a signal of that length', async () => {
    const extractor = await openModel(framed, { dimensions: 4 });
    await expect(extractor.extract(signal.subarray(0, 399))).rejects.toThrow(corrupt('cannot run'));
  });

  it('rejects silence and clips that are too short, like other feature sets', async () => {
    const extractor = await openModel(statistics);
    await expect(extractor.extract(new Float32Array(400))).rejects.toThrow(
      expect.objectContaining({ code: 'clip.silent' }),
    );
    await expect(extractor.extract(signal.subarray(0, 3))).rejects.toThrow(
      expect.objectContaining({ code: 'clip.too_short' }),
    );
  });

  it('cannot be created by createExtractor, which has no model', () => {
    expect(() => createExtractor(definitionOf(statistics))).toThrow(/without its model/);
  });
});
