import { parentPort, workerData } from 'node:worker_threads';
import { Random } from '#libs/random';
import { selectEngine } from '../../engine.js';
import { weightSpecs } from '../../networks/registry.js';
import { opsOf } from '../../ops/engine-ops.js';
import { lossAndGradients, trainedOf } from '../loss.js';
import { uploadBatch } from '../learning-batch.js';
import type { HelperData, HelperReply, HelperTask } from './messages.js';
import { SharedGradients } from './shared-gradients.js';

/** A helper thread of a training. It computes the loss and gradients of the pieces that it receives. */
const port = parentPort;
if (port === null) throw new Error('gradient.thread runs in a worker thread');
const reply = (message: HelperReply) => port.postMessage(message);
const { engine, recipe, shape, classes, helper, helpers, shared } = workerData as HelperData;
const { tf } = await selectEngine({ forced: engine });
const specs = weightSpecs(recipe, shape, classes);
const ops = opsOf(tf);
const memory = new SharedGradients(shared, specs, helpers);

function work({ step, batch, passes }: HelperTask): void {
  let loss = Number.NaN;
  tf.tidy(() => {
    const weights = specs.map(({ name, shape: extents }) => tf.tensor(memory.weight(name), [...extents]));
    const members = passes.map(({ member, random }) => ({ member, random: new Random(random) }));
    const found = lossAndGradients(tf, ops, recipe, specs, weights, uploadBatch(tf, batch), members);
    const trained = trainedOf(recipe, specs, members);
    found.gradients.forEach((gradient, at) => {
      ops.readInto(gradient, memory.found(helper, trained[at]?.name ?? ''));
    });
    for (const { layer, mean, variance } of found.moments) {
      memory.found(helper, `${layer}/moving_mean`).set(mean.dataSync());
      memory.found(helper, `${layer}/moving_variance`).set(variance.dataSync());
      tf.dispose([mean, variance]);
    }
    loss = found.loss.dataSync()[0] ?? Number.NaN;
  });
  memory.finish(helper, step, loss);
}

port.on('message', (task: HelperTask) => {
  try {
    work(task);
  } catch (error) {
    reply({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    memory.finish(helper, -task.step, Number.NaN);
  }
});
reply({ type: 'ready' });
