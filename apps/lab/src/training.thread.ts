import { parentPort } from 'node:worker_threads';
import { asSerenadeError } from '#libs/contracts';
import { saveModel, selectEngine, trainOrCompress } from '#libs/model';
import type { TrainingReply, TrainingTask } from './training-messages.js';

const port = parentPort;
if (port === null) throw new Error('training.thread runs in a worker thread');
const reply = (message: TrainingReply) => port.postMessage(message);

/** Trains one task after another on one engine; the main thread stays free to write and to be interrupted. */
const selected = selectEngine();
port.on('message', (task: TrainingTask) => {
  void train(task).catch((error: unknown) => {
    const { code, message } = asSerenadeError(error);
    reply({ type: 'failed', error: { code, message } });
  });
});

async function train({ compression, ...task }: TrainingTask): Promise<void> {
  const { tf, engine } = await selected;
  const { model, ...rest } = await trainOrCompress(tf, compression, {
    ...task,
    onEpoch: (metrics) => reply({ type: 'epoch', metrics }),
  });
  reply({ type: 'trained', answer: { ...rest, saved: saveModel(model), engine } });
}
