import { fork } from 'node:child_process';
import { SerenadeError } from '#libs/contracts';
import { THREAD_ARGV, threadEntry } from '#libs/runtime';
import type { CheckAnswer, CheckTask } from './check-embedding.process.js';

/** A large model is loaded and run within some seconds. */
const MOST_MS = 120_000;

/**
 * Loads a model in a process of its own and runs it on a second of noise.
 *
 * @returns the dimensions of its embeddings
 * @throws SerenadeError `embedding_model.invalid`
 */
export async function checkEmbedding(task: CheckTask): Promise<number> {
  const child = fork(threadEntry(import.meta.url, 'check-embedding.process'), {
    execArgv: THREAD_ARGV,
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const answer = await new Promise<CheckAnswer>((resolve) => {
    child.once('message', (said) => resolve(said as CheckAnswer));
    child.once('error', ({ message }) => resolve({ message }));
    child.once('exit', () =>
      resolve({ message: 'The model ended the process that tried it, or took too long.' }),
    );
    child.send(task);
  });
  if ('dimensions' in answer) return answer.dimensions;
  throw new SerenadeError('embedding_model.invalid', answer.message);
}
