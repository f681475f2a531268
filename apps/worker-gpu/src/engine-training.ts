import { SerenadeError } from '#libs/contracts';
import {
  createScorer,
  decodeCheckpoint,
  encodeCheckpoint,
  measureLatency,
  saveModel,
  trainModel,
  type FeatureShape,
  type Tf,
} from '#libs/model';
import type { EngineReply, TrainAnswer, TrainTask } from './engine-messages.js';

export interface TrainControl {
  goOn(): void;
  stop(): void;
}

/** Trains in this thread. After each epoch it waits until the other side has stored the checkpoint. */
export function trainInThread(
  tf: Tf,
  task: TrainTask,
  reply: (message: EngineReply) => void,
): { readonly control: TrainControl; readonly answer: Promise<TrainAnswer> } {
  const abort = new AbortController();
  let goOn = (): void => undefined;
  const control: TrainControl = {
    goOn: () => goOn(),
    stop: () => {
      abort.abort(new SerenadeError('run.cancelled', 'The training was asked to stop.'));
      goOn();
    },
  };
  return { control, answer: train() };

  async function train(): Promise<TrainAnswer> {
    const { resume, ...options } = task;
    const outcome = await trainModel(tf, {
      ...options,
      ...(resume === null ? {} : { resume: decodeCheckpoint(resume) }),
      signal: abort.signal,
      onEpoch: async (metrics, checkpoint) => {
        const stored = new Promise<void>((resolve) => (goOn = resolve));
        reply({ type: 'epoch', metrics, checkpoint: encodeCheckpoint(checkpoint()) });
        await stored;
      },
    });
    const { model, ...rest } = outcome;
    const scorer = createScorer(tf, model);
    try {
      const probabilities = (clips: readonly number[]) =>
        scorer.predict(rowsOf(task.features, clips, task.shape));
      return {
        ...rest,
        saved: saveModel(model),
        validationProbabilities: await probabilities(task.split.validation),
        testProbabilities: await probabilities(task.split.test),
        latency: measureLatency(tf, model),
      };
    } finally {
      scorer.dispose();
    }
  }
}

function rowsOf(
  features: Float32Array,
  clips: readonly number[],
  { frames, coefficients }: FeatureShape,
): Float32Array {
  const width = frames * coefficients;
  const rows = new Float32Array(clips.length * width);
  clips.forEach((clip, row) => rows.set(features.subarray(clip * width, (clip + 1) * width), row * width));
  return rows;
}
