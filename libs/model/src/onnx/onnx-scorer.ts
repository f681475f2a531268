import { availableParallelism } from 'node:os';
import type { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { SerenadeError } from '#libs/contracts';
import { clipTable, framesOfClip, type ClipTable } from '../input/clip-table.js';
import { prepareClips } from '../input/prepare-clips.js';
import type { Model } from '../model.js';
import { DEFAULT_SCORING_BATCH, type Scorer } from '../predict.js';
import { exportOnnx, ONNX_INPUT, ONNX_OUTPUT } from './export-onnx.js';

export interface OnnxOptions {
  /** Threads of one operator; 0 for as many as there are cores. */
  readonly threads: number;
}

const ONLY_ERRORS = 3;
/** Threads that wait for the next run sleep: by default they spin, which took a core from the workers beside. */
const NO_SPINNING = { session: { intra_op: { allow_spinning: '0' } } };
/**
 * Clips that each thread has in one run of the graph: what an LSTM works on then stays in the second-level cache. Of 8 to
 * 1,024 on one thread, 16 to 48 were the fastest, larger runs a tenth to a fifth slower.
 */
const CLIPS_A_THREAD = 32;

/**
 * A scorer that runs the model's ONNX graph on the CPU by onnxruntime, two to four times as fast as a training engine.
 *
 * Scoring uses the LSTM operator of onnxruntime. It takes 97 % of a run, and our kernels have half its vector width.
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
    extra: NO_SPINNING,
  });
  const { recipe, shape, labels } = model;
  const largest = CLIPS_A_THREAD * (threads === 0 ? availableParallelism() : threads);
  return {
    async predict(features, batchSize = DEFAULT_SCORING_BATCH) {
      const prepared = prepareClips(recipe.input, clipTable(features, shape));
      const probabilities = new Float32Array(prepared.clips * labels.length);
      const [frames, { coefficients }] = [commonFrames(prepared), prepared.shape];
      const step = Math.min(batchSize, largest);
      for (let start = 0; start < prepared.clips; start += step) {
        const clips = Math.min(step, prepared.clips - start);
        // As they stand, side by side: the graph standardises.
        const [from, to] = [start * frames * coefficients, (start + clips) * frames * coefficients];
        const values = prepared.values.subarray(from, to);
        const input = new onnx.Tensor('float32', values, [clips, frames, coefficients]);
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

/** @throws SerenadeError `model.feature_set_mismatch` when clips differ in length: a graph has one number of frames */
function commonFrames(table: ClipTable): number {
  const frames = framesOfClip(table, 0);
  for (let clip = 1; clip < table.clips; clip++) {
    if (framesOfClip(table, clip) === frames) continue;
    throw new SerenadeError('model.feature_set_mismatch', `Clips of ${frames} frames are asked for.`, {
      clip,
    });
  }
  return frames;
}
