import { asSerenadeError, SerenadeError } from '#libs/contracts';
import {
  decodeCheckpoint,
  encodeCheckpoint,
  exportOnnx,
  saveModel,
  trainOrCompress,
  type Model,
  type TrainAndTestOptions,
  type Tf,
} from '#libs/model';
import type { EngineReply, TrainResult, TrainTask } from './engine-messages.js';

export interface TrainControl {
  /** @param end true after the last epoch */
  goOn(end: boolean): void;
  stop(): void;
}

/** Trains in this thread. After each epoch it waits until the host has stored the checkpoint. */
export function trainInThread(
  tf: Tf,
  task: TrainTask,
  threads: number,
  reply: (message: EngineReply) => void,
): { readonly control: TrainControl; readonly answer: Promise<TrainResult> } {
  const abort = new AbortController();
  const end = new AbortController();
  let goOn = (): void => undefined;
  const control: TrainControl = {
    goOn: (isLast) => {
      if (isLast) end.abort();
      goOn();
    },
    stop: () => {
      abort.abort(new SerenadeError('run.cancelled', 'The training received a request to stop.'));
      goOn();
    },
  };
  return { control, answer: train() };

  async function train(): Promise<TrainResult> {
    const { resume, compression, ...own } = task;
    const options: TrainAndTestOptions = {
      threads,
      ...own,
      ...(resume === null ? {} : { resume: decodeCheckpoint(resume) }),
      signal: abort.signal,
      end: end.signal,
      onEpoch: async (metrics, checkpoint) => {
        const stored = new Promise<void>((resolve) => (goOn = resolve));
        reply({ type: 'epoch', metrics, checkpoint: encodeCheckpoint(checkpoint()) });
        await stored;
      },
    };
    const { model, ...rest } = await trainOrCompress(tf, compression, options);
    return { ...rest, saved: saveModel(model), onnx: onnxOf(model) };
  }
}

function onnxOf(model: Model): Uint8Array | null {
  try {
    return exportOnnx(model);
  } catch (error) {
    if (asSerenadeError(error).code === 'model.not_exportable') return null;
    throw error;
  }
}
