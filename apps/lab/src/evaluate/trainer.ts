import { Worker } from 'node:worker_threads';
import { SerenadeError, type EpochMetrics } from '#libs/contracts';
import { THREAD_ARGV, threadEntry } from '#libs/runtime';
import type { TrainingAnswer, TrainingReply, TrainingTask } from '../training-messages.js';

/** A thread that trains one task at a time. */
export class Trainer implements AsyncDisposable {
  private readonly thread = new Worker(threadEntry(import.meta.url, '../training.thread'), {
    execArgv: THREAD_ARGV,
  });

  /** @throws SerenadeError what the training throws, or `internal.error` when the thread dies */
  train(task: TrainingTask, onEpoch: (metrics: EpochMetrics) => void): Promise<TrainingAnswer> {
    const { thread } = this;
    return new Promise((resolve, reject) => {
      const end = () => thread.off('message', receive).off('error', reject).off('exit', onExit);
      const receive = (reply: TrainingReply) => {
        if (reply.type === 'epoch') {
          onEpoch(reply.metrics);
          return;
        }
        end();
        if (reply.type === 'trained') resolve(reply.answer);
        else reject(new SerenadeError(reply.error.code, reply.error.message));
      };
      const onExit = (code: number) =>
        reject(new SerenadeError('internal.error', `The training thread ended with code ${code}.`));
      thread.on('message', receive).once('error', reject).once('exit', onExit);
      thread.postMessage(task);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.thread.terminate();
  }
}
