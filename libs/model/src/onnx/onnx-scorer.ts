import type { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { clipBatch } from '../input/batch.js';
import { clipTable, type ClipTable } from '../input/clip-table.js';
import { prepareClips } from '../input/prepare-clips.js';
import type { Standardizer } from '../input/standardizer.js';
import type { Model } from '../model.js';
import { DEFAULT_SCORING_BATCH, type Scorer } from '../predict.js';
import { exportOnnx, ONNX_INPUT, ONNX_OUTPUT } from './export-onnx.js';

export interface OnnxOptions {
  /** Threads of one operator; 0 for as many as there are cores. */
  readonly threads: number;
}

const ONLY_ERRORS = 3;

/**
 * A scorer that runs the model's ONNX graph on the CPU by onnxruntime, two to four times as fast as a training engine.
 *
 * @throws SerenadeError `model.not_exportable`; Error when onnxruntime-node is not installed or refuses the graph
 */
export async function createOnnxScorer(model: Model, { threads }: OnnxOptions): Promise<Scorer> {
  const onnx = await import('onnxruntime-node');
  const session = await onnx.InferenceSession.create(exportOnnx(model), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    logSeverityLevel: ONLY_ERRORS,
  });
  const { recipe, shape, labels } = model;
  const neutral = neutralStandardizer(shape.coefficients);
  return {
    async predict(features, batchSize = DEFAULT_SCORING_BATCH) {
      const prepared = prepareClips(recipe.input, clipTable(features, shape));
      const probabilities = new Float32Array(prepared.clips * labels.length);
      for (let start = 0; start < prepared.clips; start += batchSize) {
        const clips = Math.min(batchSize, prepared.clips - start);
        const batch = batchOf(prepared, start, clips, neutral);
        const input = new onnx.Tensor('float32', batch.values, [clips, batch.frames, batch.coefficients]);
        probabilities.set(await run(session, input), start * labels.length);
      }
      return probabilities;
    },
    dispose() {
      void session.release();
    },
  };
}

/** Of onnxruntime. */
export async function onnxVersion(): Promise<string> {
  const { env } = await import('onnxruntime-node');
  return env.versions.node ?? env.versions.common;
}

async function run(session: InferenceSession, input: OnnxTensor): Promise<Float32Array> {
  const outputs = await session.run({ [ONNX_INPUT]: input });
  const data = outputs[ONNX_OUTPUT]?.data;
  if (!(data instanceof Float32Array)) throw new TypeError('onnxruntime gave no probabilities');
  return data;
}

/** Clips side by side, as they stand: the graph standardises. */
function batchOf(prepared: ClipTable, start: number, clips: number, neutral: Standardizer) {
  return clipBatch(
    prepared,
    Array.from({ length: clips }, (_, at) => start + at),
    neutral,
  );
}

function neutralStandardizer(coefficients: number): Standardizer {
  return { mean: new Float32Array(coefficients), deviation: new Float32Array(coefficients).fill(1) };
}
